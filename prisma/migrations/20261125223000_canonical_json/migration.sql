-- A JSON value as text: equal for deeply equal values only. Keys go by their bytes, numbers have neither exponent nor trailing zeros, nothing is spaced.
-- Orders the lists and objects among the values of computed traits, where jsonb's own order depends on the collation of the database.
create function canonical_json(value jsonb) returns text language plpgsql immutable strict parallel safe as $$
begin
  case jsonb_typeof(value)
    when 'object' then
      return '{' || coalesce((select string_agg(to_json(entry.key)::text || ':' || canonical_json(entry.value), ',' order by entry.key collate "C")
        from jsonb_each(value) entry), '') || '}';
    when 'array' then
      return '[' || coalesce((select string_agg(canonical_json(element.value), ',' order by element.place)
        from jsonb_array_elements(value) with ordinality as element (value, place)), '') || ']';
    when 'number' then
      return trim_scale(value::numeric)::text;
    else
      return value::text;
  end case;
end
$$;
