-- Stories and copies by month; undated articles have a row of their own.
select strftime(published_date, '%Y-%m') as month,
       count(*) filter (is_canonical) as stories, count(*) as articles
from articles
group by month
order by month nulls last
