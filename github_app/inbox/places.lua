-- Put before every script: who of an installation may be rung for, and who waits in line.
--
-- A subject has one of its installation's places from its bell until its turn ends. The score of a
-- place is when it becomes free by itself. Subjects for which there is no place wait in one of two
-- lines, with the time since when; `lines` holds the installations where somebody does, with the
-- time when one of theirs was rung for last.
local DUE, LINES = 'plumbline:due', 'plumbline:lines'

local function installation_of(subject)
  return string.match(subject, '^[^:]*:([^:]*):')
end

local function places_of(installation)
  return 'plumbline:places:' .. installation
end

local function line_of(installation, background)
  return (background and 'plumbline:background:' or 'plumbline:line:') .. installation
end

-- How many more places may be taken, of `most`; none while the installation has to wait.
local function free_places(installation, background, most, now)
  if redis.call('EXISTS', 'plumbline:pause-installation:' .. installation) == 1 then return 0 end
  if background and redis.call('EXISTS', 'plumbline:pause-background:' .. installation) == 1 then
    return 0
  end
  -- After failures in a row, one at a time tries whether the world is well again.
  local failures = tonumber(redis.call('GET', 'plumbline:trouble:' .. installation) or 0)
  if failures >= TROUBLE then most = 1 end
  redis.call('ZREMRANGEBYSCORE', places_of(installation), '-inf', now)
  return most - redis.call('ZCARD', places_of(installation))
end

-- Nobody waits for a subject when nobody waits for any of its events.
local function is_background(events)
  local texts = redis.call('LRANGE', events, 0, 99)
  for _, text in ipairs(texts) do
    if not string.find(text, '"background":true', 1, true) then return false end
  end
  return #texts > 0 and #texts < 100
end

-- A deadline is set as well, so that nobody is forgotten in line.
local function line_up(subject, background, now)
  local installation = installation_of(subject)
  if not background then
    redis.call('ZREM', line_of(installation, true), subject)
    redis.call('ZADD', line_of(installation, false), 'NX', now, subject)
  elseif not redis.call('ZSCORE', line_of(installation, false), subject) then
    redis.call('ZADD', line_of(installation, true), 'NX', now, subject)
  end
  redis.call('ZADD', LINES, 'NX', now, installation)
  redis.call('ZADD', DUE, now + BELL, subject)
end

-- Takes a place for a subject and a deadline, should the bell be lost; the caller has it rung.
local function take_place(subject, until_when)
  redis.call('ZADD', places_of(installation_of(subject)), until_when, subject)
  redis.call('ZADD', DUE, until_when, subject)
end

local function leave_place(subject)
  redis.call('ZREM', places_of(installation_of(subject)), subject)
end

local function leave_lines(subject)
  local installation = installation_of(subject)
  redis.call('ZREM', line_of(installation, false), subject)
  redis.call('ZREM', line_of(installation, true), subject)
end
