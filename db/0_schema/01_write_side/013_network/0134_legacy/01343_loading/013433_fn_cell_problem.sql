-- 013433  network.cell_problem()
-- The first cell of a row that is not of the form that its column wants.

create or replace function network.cell_problem(content jsonb, forms jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_cell record;
  v_value jsonb;
  v_text text;
begin
  if jsonb_typeof(content) is distinct from 'object' then
    return network.problem('SG123', null, 'the row is no object');
  end if;
  for v_cell in select f.key, rtrim(f.value, '!') as form, f.value like '%!' as needed from jsonb_each_text(forms) as f loop
    v_value := nullif(content -> v_cell.key, 'null');
    v_text := v_value #>> '{}';
    if v_value is null or (v_text = '' and v_cell.form not in ('text', 'string')) then
      if v_cell.needed then
        return network.problem('SG102', v_cell.key, format('%s is missing', v_cell.key));
      end if;
    elsif (case v_cell.form
        when 'text' then jsonb_typeof(v_value) in ('object', 'array') or (v_cell.needed and v_text = '')
        when 'string' then jsonb_typeof(v_value) <> 'string' or v_text = ''
        when 'number' then network.money(v_value) is null
        when 'real' then network.money(v_value) is null or abs(network.money(v_value)) > 1e308
          or abs(network.money(v_value)) between 1e-999 and 1e-300
        when 'money' then network.money(v_value) is null
        when 'uuid' then v_text !~* '^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$'
        when 'time' then jsonb_typeof(v_value) <> 'string' or network.file_time(v_text, zone) is null
        else v_text <> all (string_to_array(v_cell.form, '|'))
      end) then
      return network.problem('SG123', v_cell.key, format('%s is not what it should be', v_cell.key),
        case v_cell.form
          when 'text' then 'It should be a text.'
          when 'string' then 'It should be a text in quotes.'
          when 'number' then 'It should be a number.'
          when 'real' then 'It should be a number that fits double precision.'
          when 'money' then 'It should be a decimal number, written as a text.'
          when 'uuid' then 'It should be a UUID.'
          when 'time' then 'It should be a time in ISO 8601.'
          else format('It should be one of %s.', replace(v_cell.form, '|', ', ')) end);
    end if;
  end loop;
  return null;
end;
$$;

comment on function network.cell_problem(jsonb, jsonb, text) is
  'Compares the cells with their forms: text (a number is one too), string, number, real, money, uuid, time, or the words that are possible, with | between '
  'them; an exclamation mark says that the cell is needed. Null where all is well.';
