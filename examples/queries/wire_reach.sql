-- How far did a story travel: copies, outlets, the first of them and the hours between first and last.
select c.cluster_id, c.size as copies, c.domain_count as outlets, a.headline as first_headline,
       coalesce(a.publisher, a.domain, a.source_id) as first_outlet,
       date_diff('hour', c.first_published_at, c.last_published_at) as hours
from clusters c
join articles a on a.article_id = c.canonical_article_id
where c.size > 1
order by copies desc, outlets desc
