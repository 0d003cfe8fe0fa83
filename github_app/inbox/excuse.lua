-- The world keeps a subject waiting: that counts like an attempt which it has spoilt.
-- KEYS: events, turn
if redis.call('LLEN', KEYS[1]) == 0 then return end
redis.call('HINCRBY', KEYS[2], 'attempt', 1)
redis.call('HINCRBY', KEYS[2], 'excused', 1)
