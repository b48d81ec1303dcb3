-- 011254  specql_pattern.stop_words()
-- English words that say nothing about a pattern.

create or replace function specql_pattern.stop_words()
  returns text[]
  language sql
  immutable
  parallel safe
as $$
  select array[
    'a', 'about', 'after', 'all', 'also', 'am', 'an', 'and', 'any', 'are', 'as', 'at', 'be', 'because', 'been',
    'before', 'being', 'both', 'but', 'by', 'can', 'could', 'did', 'do', 'does', 'doing', 'each', 'every', 'few',
    'for', 'from', 'get', 'gets', 'had', 'has', 'have', 'having', 'he', 'her', 'here', 'him', 'his', 'how', 'i',
    'if', 'in', 'into', 'is', 'it', 'its', 'just', 'let', 'lets', 'like', 'make', 'makes', 'may', 'me', 'might',
    'more', 'most', 'must', 'my', 'need', 'needs', 'no', 'nor', 'not', 'of', 'off', 'on', 'once', 'only', 'or',
    'other', 'our', 'out', 'over', 'own', 's', 'same', 'she', 'should', 'so', 'some', 'someone', 'something',
    'such', 't', 'than', 'that', 'the', 'their', 'them', 'then', 'there', 'these', 'they', 'this', 'those',
    'through', 'to', 'too', 'under', 'until', 'up', 'us', 'use', 'used', 'uses', 'using', 'very', 'want', 'wants',
    'was', 'we', 'were', 'what', 'when', 'where', 'which', 'while', 'who', 'whom', 'whose', 'why', 'will', 'with',
    'would', 'you', 'your'
  ];
$$;

comment on function specql_pattern.stop_words() is 'English words that are left out of offline vectors.';
