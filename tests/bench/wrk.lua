-- What wrk asks for: one address for ever, or each line of a file once; and the figures as one line of JSON.

function init(args)
  if args[1] then
    local paths = io.lines(args[1])
    request = function()
      local path = paths()
      if not path then
        -- All have been asked for; nothing may be asked for twice.
        wrk.thread:stop()
        path = "/healthz"
      end
      return wrk.format("GET", path)
    end
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format(
    '{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d, "refused": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    failed, errors.status
  ))
end
