-- Something among the deadlines is no subject: all that stands under its name goes.
-- KEYS: events, turn, pause, dead letters.  ARGV: name, letters to keep, letter
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('ZREM', DUE, ARGV[1])
if installation_of(ARGV[1]) then
  leave_lines(ARGV[1])
  leave_place(ARGV[1])
end
redis.call('LPUSH', KEYS[4], ARGV[3])
redis.call('LTRIM', KEYS[4], 0, ARGV[2] - 1)
