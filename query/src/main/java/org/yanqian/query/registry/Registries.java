package org.yanqian.query.registry;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.query.web.Filter;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.QueryClock;
import org.yanqian.query.web.Viewer;

/** Reads the registries of a viewer's bureaus. */
@Component
class Registries {
    /** {@code tags} separated by {@code |}, as in the bureau's file. */
    @Schema(
            example =
                    "{\"bureau\":\"yunling\",\"objectId\":\"QY000001\",\"permitNo\":\"990421000000000000001X\",\"name\":\"样本化工（样本00001）有限公司\",\"supervisionClass\":\"重点\",\"area\":\"城关镇\",\"operatingStatus\":\"在产\",\"tags\":\"涉水|在线监控\",\"positiveList\":false,\"checksLastYear\":1,\"registeredIdx\":2,\"changedIdx\":2}")
    record TargetView(
            String bureau,
            String objectId,
            String permitNo,
            String name,
            String uscc,
            String area,
            String address,
            String industryCode,
            String industryName,
            String supervisionClass,
            String permitClass,
            String creditGrade,
            boolean positiveList,
            String operatingStatus,
            String tags,
            long checksLastYear,
            String lastCheckDate,
            String registryStatus,
            String source,
            long registeredIdx,
            long changedIdx) {}

    /** {@code certificate}: {@code VALID}, {@code EXPIRED} or {@code NONE}, today in Beijing. */
    @Schema(
            example =
                    "{\"bureau\":\"yunling\",\"personId\":\"RY00001\",\"certificateNo\":\"99042100001\",\"certificateExpires\":\"2028-12-31\",\"certificate\":\"VALID\",\"unit\":\"云岭县环境执法大队（样本）\",\"onPost\":\"在岗\",\"specialties\":\"环评与排污许可\",\"checksThisYear\":0,\"registeredIdx\":9,\"changedIdx\":9}")
    record InspectorView(
            String bureau,
            String personId,
            String certificateNo,
            String certificateExpires,
            String certificate,
            String unit,
            String post,
            String rank,
            String specialties,
            String establishment,
            String onPost,
            long checksThisYear,
            String recusedTargets,
            String registryStatus,
            long registeredIdx,
            long changedIdx) {}

    private static final Set<String> TARGET_SORT =
            Set.of(
                    "object_id",
                    "name",
                    "permit_no",
                    "area",
                    "supervision_class",
                    "operating_status",
                    "credit_grade",
                    "changed_idx");
    private static final Set<String> INSPECTOR_SORT =
            Set.of(
                    "person_id",
                    "certificate_no",
                    "certificate_expires",
                    "unit",
                    "on_post",
                    "checks_this_year",
                    "changed_idx");

    private final JdbcClient jdbc;
    private final QueryClock clock;

    Registries(DataSource dataSource, QueryClock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    Paging.Page<TargetView> targets(HttpServletRequest request) {
        Filter filter = scoped(request);
        filter.equal("supervision_class", request.getParameter("class"))
                .equal("operating_status", request.getParameter("operatingStatus"))
                .equal("area", request.getParameter("area"))
                .equal("object_id", request.getParameter("objectId"))
                .contains(
                        List.of("object_id", "name", "permit_no", "uscc", "address"),
                        request.getParameter("q"));
        Paging paging = Paging.of(request, "objectId");
        return paging.read(
                jdbc,
                TargetView.class,
                "*",
                "from registry_target",
                filter,
                paging.orderBy(TARGET_SORT, "bureau, object_id"));
    }

    Paging.Page<InspectorView> inspectors(HttpServletRequest request) {
        Filter filter = scoped(request);
        filter.equal("on_post", request.getParameter("onPost"))
                .equal("certificate", request.getParameter("certificate"))
                .equal("person_id", request.getParameter("personId"))
                .contains(
                        List.of("person_id", "certificate_no", "unit", "specialties"),
                        request.getParameter("q"));
        Paging paging = Paging.of(request, "personId");
        return paging.read(
                jdbc,
                InspectorView.class,
                "*",
                "from (select i.*, case when certificate_no = '' then 'NONE' when"
                        + " certificate_expires < '"
                        + clock.today()
                        + "' then 'EXPIRED' else 'VALID' end as certificate from"
                        + " registry_inspector i) q",
                filter,
                paging.orderBy(INSPECTOR_SORT, "bureau, person_id"));
    }

    private static Filter scoped(HttpServletRequest request) {
        Viewer viewer = Viewer.current().require(Viewer.BUREAU_ROLES);
        Filter filter = new Filter();
        viewer.scope(request.getParameter("bureau")).restrict(filter);
        return filter;
    }

    /** The values of a column among the viewer's bureaus, for the filter's list. */
    List<String> values(String table, String column, HttpServletRequest request) {
        Filter filter = scoped(request);
        return jdbc.sql(
                        "select distinct "
                                + column
                                + " from "
                                + table
                                + filter.where()
                                + " order by 1 limit 200")
                .params(filter.parameters())
                .query(String.class)
                .list();
    }
}
