package org.yanqian.query.drawlookup;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.yanqian.query.publication.PublishedResults;
import org.yanqian.query.web.ReadsProjections;

@Controller
@ReadsProjections({"drawlookup", "publication"})
class DrawPages {
    private static final String BUNDLE_TYPE = "bundle";

    private final DrawLookup draws;
    private final PublishedResults results;
    private final DrawnLists lists;

    DrawPages(DrawLookup draws, PublishedResults results, DrawnLists lists) {
        this.draws = draws;
        this.results = results;
        this.lists = lists;
    }

    @GetMapping("/")
    String home(HttpServletRequest request, Model model) {
        model.addAttribute("page", draws.published(request));
        return "query/home";
    }

    /** The search box posts here by GET; a hash leads to its page. */
    @GetMapping("/draws")
    String list(HttpServletRequest request, Model model) {
        String hash = request.getParameter("hash");
        if (hash != null && !hash.isBlank()) {
            String clean = hash.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
            return "redirect:/draws/"
                    + org.springframework.web.util.UriUtils.encodePathSegment(
                            clean, java.nio.charset.StandardCharsets.UTF_8);
        }
        model.addAttribute("page", draws.published(request));
        model.addAttribute("bureaus", draws.bureaus());
        model.addAttribute("years", draws.years());
        return "query/draws";
    }

    @GetMapping("/draws/{hash}")
    String detail(@PathVariable String hash, HttpServletRequest request, Model model) {
        DrawDetail draw = draws.detail(hash);
        model.addAttribute("draw", draw);
        model.addAttribute(
                "bundle",
                draw.files().stream()
                        .map(DrawDetail.PublishedFile::name)
                        .filter(name -> name.contains(BUNDLE_TYPE))
                        .findFirst()
                        .orElse(""));
        if (draw.listPublished()) {
            model.addAttribute("list", lists.page(draws.lists(hash).get("list"), request));
            model.addAttribute("results", results.of(draw.drawId(), request));
        }
        return "query/draw";
    }
}
