-- A turn was not used: all is as before it began, but for the pace. The subject waits in line.
-- KEYS: events, turn, pause.  ARGV: subject, token
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then return end
leave_place(ARGV[1])
redis.call('HDEL', KEYS[2], 'token', 'seen')
if redis.call('HINCRBY', KEYS[2], 'attempt', -1) == 0 then redis.call('DEL', KEYS[2]) end
line_up(ARGV[1], is_background(KEYS[1]), clock())
