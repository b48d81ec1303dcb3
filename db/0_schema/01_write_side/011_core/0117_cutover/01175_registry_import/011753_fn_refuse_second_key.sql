-- 011753  specql_cutover.refuse_second_key()
-- Two keys of one file that mean the same place cannot both be right.

create or replace function specql_cutover.refuse_second_key(run bigint, source_table text, place text, path text)
  returns void
  language plpgsql
  volatile
as $$
declare
  -- Its neighbours stand below the same key.
  v_above constant text := regexp_replace(path, '[^.]*$', '');
  v_first text;
begin
  select r.path
  into v_first
  from specql_cutover.tb_import_row as r
  where r.fk_import_run = run
    and r.source_table = refuse_second_key.source_table
    and r.outcome <> 'rejected'
    and r.path <> refuse_second_key.path
    and starts_with(r.path, v_above)
    and case r.source_table
      when 'domains' then common.digit_of(split_part(r.path, '.', 2)) = place
      else common.digit_of(split_part(r.path, '.', 2)) || common.digit_of(split_part(r.path, '.', 4)) = place
    end
  limit 1;
  if found then
    raise exception using
      errcode = 'SG303',
      message = 'two keys of the file are the same place',
      detail = format('%s has it already.', v_first),
      hint = 'A leading zero does not make another place. Merge the two entries.',
      column = 'key';
  end if;
end;
$$;

comment on function specql_cutover.refuse_second_key(bigint, text, text, text) is
  'SG303 where another key of this run already stands at the place (one digit for a domain, two for a subdomain).';
