-- Who is in the news: people, counted once per story, copies left out.
select e.name, count(distinct m.article_id) as stories, count(*) as mentions
from mentions m
join articles a using (article_id, version_id)
join entities e using (entity_id)
where a.is_canonical and e.entity_type = 'PERSON'
group by all
order by stories desc, mentions desc, name
limit 10
