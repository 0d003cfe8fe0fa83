-- A turn is over and its events are answered. Those that came meanwhile wait for another one.
-- KEYS: events, turn, pause, done keys...
-- ARGV: subject, token, prompt (or ''), done_seconds
local now = clock()
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then
  -- The lease was lost: what was published may be older than what somebody else published.
  if ARGV[3] == '' then return end
  redis.call('RPUSH', KEYS[1], ARGV[3])
  if not redis.call('ZSCORE', DUE, ARGV[1]) then line_up(ARGV[1], is_background(KEYS[1]), now) end
  return
end
leave_place(ARGV[1])
for i = 4, #KEYS do redis.call('SET', KEYS[i], 1, 'EX', ARGV[4]) end
redis.call('LTRIM', KEYS[1], redis.call('HGET', KEYS[2], 'seen'), -1)
redis.call('DEL', KEYS[2])
if redis.call('LLEN', KEYS[1]) == 0 then
  redis.call('ZREM', DUE, ARGV[1])
  return
end
local pause = redis.call('PTTL', KEYS[3])
if pause > 0 then
  redis.call('ZADD', DUE, now + pause + 1, ARGV[1])
else
  line_up(ARGV[1], is_background(KEYS[1]), now)
end
