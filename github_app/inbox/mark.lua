-- An event about a subject has come in.
-- KEYS: events, turn, pause, done, bells.
-- ARGV: subject, prompt, how the delivery stands in a prompt (or ''), background ('1' or '0')
local background = ARGV[4] == '1'
if ARGV[3] ~= '' then
  if redis.call('EXISTS', KEYS[4]) == 1 then return 'duplicate' end
  for _, text in ipairs(redis.call('LRANGE', KEYS[1], -100, -1)) do
    local as_urgent = background or not string.find(text, '"background":true', 1, true)
    if as_urgent and string.find(text, ARGV[3], 1, true) then return 'duplicate' end
  end
end
redis.call('RPUSH', KEYS[1], ARGV[2])
local now = clock()
local installation = installation_of(ARGV[1])
if redis.call('ZSCORE', DUE, ARGV[1]) then
  -- Somebody looks at it anyway; but a person is not kept waiting behind what nobody waits for.
  if background or redis.call('ZREM', line_of(installation, true), ARGV[1]) == 0 then
    return 'waiting'
  end
else
  local pause = redis.call('PTTL', KEYS[3])
  if pause > 0 then
    redis.call('ZADD', DUE, now + pause + 1, ARGV[1])
    return 'waiting'
  end
end
if not background and redis.call('ZCARD', line_of(installation, false)) == 0
    and free_places(installation, false, TURNS, now) > 0
    and redis.call('LLEN', KEYS[5]) < BELLS then
  take_place(ARGV[1], now + BELL)
  return 'ring'
end
line_up(ARGV[1], background, now)
return 'waiting'
