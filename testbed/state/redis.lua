-- Returns one line for each key of each database: number, key in hex, type, absolute time of expiry in ms, value.
-- The value is in hex, or its length and SHA-1 where it is long. What has no order of its own is sorted.
local function hex(text)
  return (text:gsub('.', function(byte) return string.format('%02x', byte:byte()) end))
end

local function flat(value)
  if type(value) ~= 'table' then return #tostring(value) .. ':' .. tostring(value) end
  local parts = {}
  for at, part in ipairs(value) do parts[at] = flat(part) end
  return '(' .. table.concat(parts) .. ')'
end

local function sorted(list, width)
  local rows = {}
  for at = 1, #list, width do
    local row = {}
    for offset = 0, width - 1 do row[offset + 1] = list[at + offset] end
    rows[#rows + 1] = flat(row)
  end
  table.sort(rows)
  return table.concat(rows)
end

local read = {
  string = function(key) return redis.call('GET', key) end,
  list = function(key) return flat(redis.call('LRANGE', key, 0, -1)) end,
  set = function(key) return sorted(redis.call('SMEMBERS', key), 1) end,
  zset = function(key) return flat(redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')) end,
  hash = function(key) return sorted(redis.call('HGETALL', key), 2) end,
  stream = function(key) return flat(redis.call('XRANGE', key, '-', '+')) .. flat(redis.call('XINFO', 'GROUPS', key)) end,
}

local lines = {}
for number = 0, 15 do
  redis.call('SELECT', number)
  for _, key in ipairs(redis.call('KEYS', '*')) do
    local kind = redis.call('TYPE', key)['ok']
    local value = read[kind](key)
    local shown = #value <= 256 and hex(value) or #value .. '/' .. redis.sha1hex(value)
    lines[#lines + 1] = table.concat({ number, hex(key), kind, redis.call('PEXPIRETIME', key), shown }, ' ')
  end
end
redis.call('SELECT', 0)
return lines
