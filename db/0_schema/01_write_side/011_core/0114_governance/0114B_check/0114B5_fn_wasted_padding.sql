-- 0114B5  specql_governance.wasted_padding()
-- The bytes a row loses to alignment, as far as its columns have a fixed size.

create or replace function specql_governance.wasted_padding(types text[])
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_type   text;
  v_size   integer;
  v_align  integer;
  v_offset integer := 0;
  v_total  integer := 0;
begin
  foreach v_type in array types loop
    v_size := case v_type
      when 'bigint' then 8 when 'bigserial' then 8 when 'timestamptz' then 8 when 'timestamp' then 8
      when 'double precision' then 8 when 'time' then 8 when 'money' then 8
      when 'integer' then 4 when 'serial' then 4 when 'real' then 4 when 'date' then 4 when 'oid' then 4
      when 'smallint' then 2 when 'smallserial' then 2 when 'boolean' then 1 when 'uuid' then 16
    end;
    -- What follows a value of any length has no fixed place.
    exit when v_size is null;
    v_align := case when v_type = 'uuid' then 1 else v_size end;
    v_offset := (v_offset + v_align - 1) / v_align * v_align + v_size;
    v_total := v_total + v_size;
  end loop;
  -- In the best order, the largest first, there is no padding between them at all.
  return v_offset - v_total;
end;
$$;

comment on function specql_governance.wasted_padding(text[]) is
  'Bytes of padding between the leading columns of fixed size, in this order; sorted by size there would be none.';
