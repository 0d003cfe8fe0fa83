-- A worker heard the bell. Answers {} when there is nothing to do, else attempt, excused and prompts.
-- KEYS: events, turn, pause.  ARGV: subject, token
local held = redis.call('HGET', KEYS[2], 'token')
if held and held ~= ARGV[2] then return {} end
if held then
  -- The client asks once more where it got no answer, and the turn is its own.
  local of = redis.call('HMGET', KEYS[2], 'attempt', 'excused', 'seen')
  local events = redis.call('LRANGE', KEYS[1], 0, of[3] - 1)
  return {tonumber(of[1]), tonumber(of[2] or 0), events}
end
leave_place(ARGV[1])
leave_lines(ARGV[1])
local seen = redis.call('LLEN', KEYS[1])
if seen == 0 then return {} end
local now = clock()
local pause = redis.call('PTTL', KEYS[3])
if pause > 0 then
  redis.call('ZADD', DUE, now + pause + 1, ARGV[1])
  return {}
end
local background = is_background(KEYS[1])
if free_places(installation_of(ARGV[1]), background, TURNS, now) < 1 then
  line_up(ARGV[1], background, now)
  return {}
end
local attempt = redis.call('HINCRBY', KEYS[2], 'attempt', 1)
redis.call('HSET', KEYS[2], 'token', ARGV[2], 'seen', seen)
redis.call('SET', KEYS[3], 1, 'PX', PACE)
take_place(ARGV[1], now + LEASE)
local excused = tonumber(redis.call('HGET', KEYS[2], 'excused') or 0)
return {attempt, excused, redis.call('LRANGE', KEYS[1], 0, -1)}
