-- What waits and what runs, among the subjects of one stretch of the deadlines.
-- KEYS: due.  ARGV: prefix of event keys, prefix of turn keys, first, last, prefixes of the two lines
-- Answers, for people and then for the background: how many subjects wait, and when the oldest of
-- their events came in (seconds since the epoch as text, '' when nobody knows); then how many run.
local waiting, oldest, running = {0, 0}, {'', ''}, 0
for _, subject in ipairs(redis.call('ZRANGE', KEYS[1], ARGV[3], ARGV[4])) do
  local lane, received = 2, nil
  local events = redis.call('LRANGE', ARGV[1] .. subject, 0, -1)
  for _, event in ipairs(events) do
    local readable, prompt = pcall(cjson.decode, event)
    if readable and type(prompt) == 'table' then
      -- Somebody waits for it as soon as one event is no mere chore.
      if not prompt.background then lane = 1 end
      local moment = tonumber(prompt.received) or 0
      if moment > 0 and (not received or moment < received) then received = moment end
    end
  end
  if not received then
    -- No delivery is behind it: since when it stands in line, where it does.
    local installation = string.match(subject, '^[^:]*:([^:]*):') or ''
    local since = redis.call('ZSCORE', ARGV[5] .. installation, subject)
      or redis.call('ZSCORE', ARGV[6] .. installation, subject)
    received = since and tonumber(since) / 1000
  end
  if redis.call('HEXISTS', ARGV[2] .. subject, 'token') == 1 then
    running = running + 1
  elseif #events > 0 then
    waiting[lane] = waiting[lane] + 1
    if received and (oldest[lane] == '' or received < tonumber(oldest[lane])) then
      oldest[lane] = string.format('%.3f', received)
    end
  end
end
return {waiting[1], oldest[1], waiting[2], oldest[2], running}
