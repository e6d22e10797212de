-- Every council that came before another by reorganisation, in one step or several.
create or replace table council_ancestors as
    with recursive ancestors as (
        select successor_code as council_code, council_code as ancestor_code
        from council_lineage
        union
        select ancestors.council_code, council_lineage.council_code
        from ancestors
        inner join council_lineage on council_lineage.successor_code = ancestors.ancestor_code
    )

    from ancestors;
