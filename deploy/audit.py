"""Judge what pip-audit found (its JSON, from standard input), and take for a pass only that everything was looked up.

pip-audit ends with 0 for packages that its service does not know, and where a network is closed that may be all.
Exits with 1 when a package has a known vulnerability or could not be looked up; when none could, that is said, and with
`--network-may-be-closed` it is no reason to fail.
"""

import json
import sys


def main() -> None:
    """Judge, say it, and exit."""
    text = sys.stdin.read()
    packages = json.loads(text)["dependencies"] if text.strip() else []
    asked = [package for package in packages if "vulns" in package]
    if not asked:
        print("NOT AUDITED: no package could be looked up; probably the network is closed (.venv/audit.log)")
        sys.exit(0 if sys.argv[1:] == ["--network-may-be-closed"] else 1)
    wrong = [package["skip_reason"] for package in packages if "vulns" not in package]
    for package in asked:
        for found in package["vulns"]:
            advice = (
                f"take {' or '.join(found['fix_versions'])}" if found["fix_versions"] else "no release mends it yet"
            )
            wrong.append(f"{package['name']} {package['version']} has {found['id']}; {advice}")
    print("\n".join(wrong) or f"audited {len(asked)} packages: none has a known vulnerability")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
