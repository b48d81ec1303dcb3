-- 0117A4  specql_cutover.type_field()
-- Under which key a row of a type registry says something.

create or replace function specql_cutover.type_field(entry jsonb, meaning text)
  returns text
  language sql
  immutable
as $$
  select coalesce((
    select k.key
    from unnest(case meaning
      when 'postgres_type' then '{postgres_type_with_precision,postgres_type,postgresql_type,postgres}'::text[]
      when 'pattern' then '{validation_pattern,pattern}'
      when 'minimum' then '{min_value,min,minimum}'
      when 'maximum' then '{max_value,max,maximum}'
      else array[meaning]
    end) with ordinality as k (key, position)
    where coalesce(entry -> k.key, 'null') <> 'null'
    order by k.position
    limit 1
  ), meaning);
$$;

comment on function specql_cutover.type_field(jsonb, text) is
  'The key that the entry has for postgres_type, pattern, minimum or maximum; the word itself where it has none.';
