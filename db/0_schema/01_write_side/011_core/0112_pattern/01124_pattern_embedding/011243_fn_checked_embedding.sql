-- 011243  specql_pattern.checked_embedding()
-- Returns the vector with length 1, or says what is wrong with it.

create or replace function specql_pattern.checked_embedding(embedding real[], field text)
  returns real[]
  language plpgsql
  immutable
as $$
declare
  v_bad  integer;
  v_norm double precision;
begin
  if embedding is null then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', field),
      hint = 'Give 384 numbers; app.embed_text() makes them from a text.',
      column = field;
  end if;
  if cardinality(embedding) <> 384 or array_ndims(embedding) <> 1 then
    raise exception using
      errcode = 'SG160',
      message = format('%s must have 384 dimensions', field),
      detail = format('It has %s.', array_to_string(array(
        select array_length(embedding, d) from generate_series(1, coalesce(array_ndims(embedding), 0)) as d
      ), ' times ') || case when cardinality(embedding) = 0 then 'none' else '' end),
      hint = 'Use a model of 384 dimensions, or one that can be asked for as many.',
      column = field;
  end if;

  select min(e.place) filter (where e.x is null or e.x in ('NaN', 'Infinity', '-Infinity')),
    sqrt(sum(e.x::double precision * e.x::double precision) filter (where e.x not in ('NaN', 'Infinity', '-Infinity')))
  into v_bad, v_norm
  from unnest(embedding) with ordinality as e (x, place);

  if v_bad is not null then
    raise exception using
      errcode = 'SG161',
      message = format('%s must consist of finite numbers', field),
      detail = format('Number %s is %s.', v_bad, coalesce((
        select e.x::text from unnest(embedding) with ordinality as e (x, place) where e.place = v_bad
      ), 'null')),
      column = field;
  end if;
  if v_norm = 0 then
    raise exception using
      errcode = 'SG162',
      message = format('%s must not be zero', field),
      detail = 'A vector without a direction is near to nothing and far from nothing.',
      column = field;
  end if;

  -- Only the direction counts. Very long and very short vectors would overflow in the extension's arithmetic.
  return array(
    select case when abs(v_norm - 1) < 1e-4 then e.x else (e.x / v_norm)::real end
    from unnest(embedding) with ordinality as e (x, place)
    order by e.place
  );
end;
$$;

comment on function specql_pattern.checked_embedding(real[], text) is
  'The vector, divided by its length unless that is 1 already, or SG102 (missing), SG160 (not 384 dimensions), '
  'SG161 (not finite) or SG162 (zero) naming the field.';
