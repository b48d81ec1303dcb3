-- Languages that the known pattern libraries are written out in. Re-runnable; what is there stays.

insert into specql_pattern.tb_language (language_name, ecosystem, paradigm)
select s.language_name, s.ecosystem, s.paradigm
from (values
  ('postgresql', 'postgresql', 'declarative'),
  ('python_django', 'python', 'imperative'),
  ('python_sqlalchemy', 'python', 'imperative')
) as s (language_name, ecosystem, paradigm)
where not exists (
  select from specql_pattern.tb_language as l
  where common.name_key(l.language_name) = common.name_key(s.language_name)
);
