-- How far did a story travel: copies, outlets, the first of them and the hours between first and last.
-- Where a page names neither outlet nor address, the folder that its file lies in stands for it.
with told as (
    select cluster_id, article_id, headline,
           coalesce(publisher, domain, regexp_extract(raw_uri, '([^/]+)/[^/]+$', 1)) as outlet
    from articles
)
select c.cluster_id, c.size as copies, count(distinct t.outlet) as outlets,
       any_value(t.headline) filter (t.article_id = c.canonical_article_id) as first_headline,
       any_value(t.outlet) filter (t.article_id = c.canonical_article_id) as first_outlet,
       date_diff('hour', c.first_published_at, c.last_published_at) as hours
from clusters c
join told t using (cluster_id)
where c.size > 1
group by all
order by copies desc, outlets desc, cluster_id
