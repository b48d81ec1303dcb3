-- 011653  specql_audit.seal_problem()
-- The first change of a seal that is not what was sealed.

create or replace function specql_audit.seal_problem(
  seal specql_audit.tb_seal, archived int8multirange, out problem text, out place bigint, out row_id uuid, out detail text
)
  language plpgsql
  stable
as $$
declare
  v_bad   record;
  v_first constant bigint := lower(seal.change_numbers);
  v_last  constant bigint := upper(seal.change_numbers) - 1;
begin
  select w.number, w.digest, f.pk_change is null as is_missing, f.copies > 1 as is_double, f.id
  into v_bad
  from (
    select n.number, substring(seal.digests from (row_number() over (order by n.number))::integer * 32 - 31 for 32) as digest
    from unnest(seal.change_numbers) as r (numbers)
      cross join lateral generate_series(lower(r.numbers), upper(r.numbers) - 1) as n (number)
  ) as w
    left join (
      select c.pk_change, c.id, specql_audit.change_digest(c, c.pk_change) as digest,
        count(*) over (partition by c.pk_change) as copies
      from specql_audit.tb_change as c
      where c.pk_change between v_first and v_last and c.pk_change <@ seal.change_numbers
    ) as f on f.pk_change = w.number
  where f.digest is distinct from w.digest and not (f.pk_change is null and w.number <@ archived)
    or f.copies > 1
  order by w.number, f.digest = w.digest
  limit 1;
  if not found then
    return;
  end if;

  place := v_bad.number;
  if v_bad.is_double then
    problem := 'added';
    row_id := v_bad.id;
    detail := format('a second change %s was added', place);
    return;
  end if;
  -- Where is what stood here? Asked only now that something is wrong: it reads the whole log.
  select c.id
  into row_id
  from specql_audit.tb_change as c
  where specql_audit.change_digest(c, v_bad.number) = v_bad.digest
  limit 1;
  if found then
    problem := 'moved';
    detail := format('change %s stands in another place', place);
  elsif v_bad.is_missing then
    problem := 'missing';
    detail := format('change %s is missing', place);
  else
    problem := 'altered';
    row_id := v_bad.id;
    detail := format('change %s is not what was sealed', place);
  end if;
end;
$$;

comment on function specql_audit.seal_problem(specql_audit.tb_seal, int8multirange) is
  'The first change that was altered, removed, doubled or moved: its number, the key of the row found, and a sentence. '
  'No problem: null. Numbers of archived months may be missing.';
