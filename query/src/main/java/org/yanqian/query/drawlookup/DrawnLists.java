package org.yanqian.query.drawlookup;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.query.web.Paging;

/**
 * Reads the drawn list of a draw from the very bytes whose hash the publication event names. A list
 * never changes, so the last few read are kept.
 */
@Component
class DrawnLists {
    private static final int KEPT = 8;

    /** {@code position} in the list as published, from 1. */
    record DrawnSite(
            long position,
            String stratum,
            String name,
            String objectId,
            String permitNo,
            String label) {
        boolean matches(String part) {
            return name.toLowerCase(Locale.ROOT).contains(part)
                    || objectId.toLowerCase(Locale.ROOT).contains(part)
                    || permitNo.toLowerCase(Locale.ROOT).contains(part);
        }
    }

    private final SealedLedger ledger;
    private final Map<String, List<DrawnSite>> kept =
            new LinkedHashMap<>(KEPT, 1, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<DrawnSite>> eldest) {
                    return size() > KEPT;
                }
            };

    DrawnLists(DataSource dataSource) {
        this.ledger = new SealedLedger(dataSource);
    }

    /** Filter: q; {@code listPage} from 0, size. */
    Paging.Page<DrawnSite> page(String list, HttpServletRequest request) {
        Paging paging = Paging.of(request, "listPage", "position");
        String q = request.getParameter("q");
        String part = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        List<DrawnSite> found = sites(list).stream().filter(site -> site.matches(part)).toList();
        return new Paging.Page<>(
                found.stream()
                        .skip((long) paging.page() * paging.size())
                        .limit(paging.size())
                        .toList(),
                paging.page(),
                paging.size(),
                found.size(),
                paging.sort());
    }

    private List<DrawnSite> sites(String list) {
        synchronized (kept) {
            return kept.computeIfAbsent(
                    list,
                    hash ->
                            parse(
                                    ledger.list(hash)
                                            .orElseThrow(
                                                    () ->
                                                            new AssertionError(
                                                                    "published list "
                                                                            + hash
                                                                            + " is not stored"))));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<DrawnSite> parse(byte[] bytes) {
        List<DrawnSite> sites = new ArrayList<>();
        for (Object site : (List<Object>) CanonicalJson.parseObject(bytes).get("sites")) {
            Map<String, Object> fields = (Map<String, Object>) site;
            sites.add(
                    new DrawnSite(
                            sites.size() + 1L,
                            (String) fields.get("stratum"),
                            (String) fields.get("name"),
                            (String) fields.get("objectId"),
                            (String) fields.get("permitNo"),
                            (String) fields.get("label")));
        }
        return sites;
    }
}
