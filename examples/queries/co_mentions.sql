-- Who appears with whom, counted once per story.
select x.name, y.name as with_name, count(distinct m1.article_id) as stories
from mentions m1
join mentions m2 on m1.version_id = m2.version_id and m1.entity_id < m2.entity_id
join articles a on a.version_id = m1.version_id
join entities x on x.entity_id = m1.entity_id
join entities y on y.entity_id = m2.entity_id
where a.is_canonical and x.entity_type = 'PERSON' and y.entity_type = 'PERSON'
group by all
order by stories desc, x.name, with_name
limit 20
