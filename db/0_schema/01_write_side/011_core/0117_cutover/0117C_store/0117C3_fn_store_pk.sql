-- 0117C3  specql_cutover.store_pk()
-- A store by its name.

create or replace function specql_cutover.store_pk(store text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  select s.pk_store into v_pk from specql_cutover.tb_store as s where s.store = store_pk.store;
  if not found then
    raise exception using
      errcode = 'SG235',
      message = format('there is no store %s', coalesce(quote_literal(left(store, 60)), 'null')),
      hint = format('The stores are %s.',
        (select string_agg(s.store, ', ' order by s.pk_store) from specql_cutover.tb_store as s)),
      column = 'store';
  end if;
  return v_pk;
end;
$$;

comment on function specql_cutover.store_pk(text) is 'The internal key of the store. SG235: there is none of this name.';
