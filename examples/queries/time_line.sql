-- When a country was in the news, day by day: stories, mentions, and the story most about it.
select a.published_date as day, count(*) as stories, sum(t.mention_count) as mentions,
       count(*) filter (t.in_headline) as in_headlines,
       max_by(a.headline, (t.salience, a.article_id)) as most_about_it
from article_entities t
join articles a using (article_id)
join entities e using (entity_id)
where a.is_canonical and e.iso3166 = 'KR' and e.entity_type = 'GPE'
group by day
order by day nulls last
