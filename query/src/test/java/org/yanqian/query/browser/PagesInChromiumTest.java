package org.yanqian.query.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yanqian.query.projection.ProjectionAdmin;
import org.yanqian.query.projection.ProjectionPositions;
import org.yanqian.query.testing.CountyStory;
import org.yanqian.query.testing.LedgerSeed;
import org.yanqian.query.testing.QueryTestApplication;

/** The pages as people use them: in a real browser, with a mouse, a keyboard, a phone, a printer. */
@SpringBootTest(
        classes = QueryTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.application.name=browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInChromiumTest {
    private static final int DESK = 1366;
    private static final int PHONE = 360;
    private static final String NO_OVERFLOW =
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth";

    private final CountyStory story;
    private final ProjectionAdmin admin;
    private final ProjectionPositions positions;
    private Chromium chromium;

    @Autowired
    PagesInChromiumTest(
            DataSource dataSource, ProjectionAdmin admin, ProjectionPositions positions) {
        this.story = new CountyStory(new LedgerSeed(dataSource));
        this.admin = admin;
        this.positions = positions;
    }

    @BeforeAll
    void tellAndOpen(@LocalServerPort int port) throws InterruptedException {
        Assumptions.assumeTrue(
                Chromium.present(), "skipped: install Chromium at " + Chromium.PROGRAM);
        long last = story.tellToTheEnd();
        assertThat(positions.await(admin.names(), last, 60_000)).isTrue();
        chromium = new Chromium("http://localhost:" + port);
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void forget() {
        chromium.errors.clear();
        chromium.foreign.clear();
    }

    private void assertQuiet() {
        assertThat(chromium.errors).isEmpty();
        assertThat(chromium.foreign).isEmpty();
    }

    private Page loggedIn(int width) {
        Page page = chromium.visitor(width);
        page.navigate("/login");
        page.fill("#username", "operator");
        page.fill("#password", QueryTestApplication.PASSWORD);
        page.click("form.login button");
        page.waitForURL("**/queue");
        return page;
    }

    @Test
    void anybodyFindsADrawByItsHashInBothLanguages() {
        Page page = chromium.visitor(DESK);
        page.navigate("/");
        page.fill("#hash", " " + story.drawHash().toUpperCase(java.util.Locale.ROOT));
        page.click("form.search button");
        page.waitForURL("**/draws/" + story.drawHash());
        assertThat(page.title()).startsWith("抽取核验");
        assertThat(page.innerText("main"))
                .contains("A 级：可证明", "ceil(8 × 25%) = 2", CountyStory.SECRET_SITE, "未发现问题");
        page.click("header a[lang=en]");
        assertThat(page.getAttribute("html", "lang")).isEqualTo("en");
        page.click("header .brand");
        page.fill("#hash", story.drawHash());
        page.click("form.search button");
        page.waitForURL("**/draws/" + story.drawHash());
        assertThat(page.innerText("main")).contains("Grade A", "Drawn list", "no problem found");
        assertQuiet();
    }

    @Test
    void theSearchNeedsNoMouse() {
        Page page = chromium.visitor(DESK);
        page.navigate("/");
        page.keyboard().press("Tab");
        assertThat(focused(page, "className")).isEqualTo("skip");
        for (int i = 0; i < 20 && !focused(page, "id").equals("hash"); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(focused(page, "id")).isEqualTo("hash");
        assertThat((String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        page.keyboard().type(story.drawHash());
        page.keyboard().press("Enter");
        page.waitForURL("**/draws/" + story.drawHash());
        assertQuiet();
    }

    private static String focused(Page page, String property) {
        return (String) page.evaluate("document.activeElement." + property);
    }

    @Test
    void theWorkQueueIsSortedAndPagedAfterLogin() {
        Page page = loggedIn(DESK);
        page.navigate("/queue?size=2");
        List<String> first = page.locator("tbody tr").allInnerTexts();
        assertThat(first).hasSize(2);
        page.click("nav.pages a[rel=next]");
        assertThat(page.locator("tbody tr").allInnerTexts()).doesNotContainAnyElementsOf(first);
        page.navigate("/queue");
        page.click("thead a[href*='sort=kind']");
        assertThat(page.getAttribute("th:has(a[href*='sort=kind'])", "aria-sort"))
                .isEqualTo("ascending");
        List<String> ascending = page.locator("tbody td:nth-child(3)").allInnerTexts();
        page.click("thead a[href*='sort=kind']");
        List<String> descending = page.locator("tbody td:nth-child(3)").allInnerTexts();
        assertThat(ascending).hasSizeGreaterThan(2);
        assertThat(descending.get(0)).isEqualTo(ascending.get(ascending.size() - 1));
        page.click("form.logout button");
        page.waitForURL(url -> url.endsWith("/"));
        assertThat(page.innerText("header")).contains("登录").doesNotContain("operator");
        assertQuiet();
    }

    @Test
    void aWrongPasswordIsSaidPlainlyAndAFormWithoutItsTokenIsRefused() {
        Page page = chromium.visitor(DESK);
        page.navigate("/login?lang=en");
        page.fill("#username", "operator");
        page.fill("#password", "wrong");
        page.click("form.login button");
        assertThat(page.innerText("[role=alert]")).contains("wrong");
        assertThat(page.locator("form.login input[name=_csrf]").count()).isEqualTo(1);
        page.evaluate("document.querySelector('input[name=_csrf]').remove()");
        page.fill("#username", "operator");
        page.fill("#password", QueryTestApplication.PASSWORD);
        Response refused = page.waitForNavigation(() -> page.click("form.login button"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(page.innerText("h1")).isEqualTo("This is not allowed");
        assertThat(chromium.foreign).isEmpty();
    }

    @Test
    void errorsAreShownInTheReadersLanguageWithoutDetail() {
        Page page = chromium.visitor(DESK);
        assertThat(page.navigate("/nothing-here").status()).isEqualTo(404);
        assertThat(page.innerText("h1")).isEqualTo("没有这个页面");
        assertThat(page.navigate("/broken").status()).isEqualTo(500);
        assertThat(page.innerText("h1")).isEqualTo("系统暂时出现问题");
        assertThat(page.content()).doesNotContain("secret detail", "IllegalState");
        page.navigate("/nothing-here?lang=en");
        assertThat(page.innerText("h1")).isEqualTo("There is no such page");
        assertThat(page.getAttribute("header a[lang=zh]", "href")).startsWith("/nothing-here");
        assertThat(chromium.foreign).isEmpty();
    }

    @Test
    void everyPageFitsADeskAndAPhone() {
        for (int width : new int[] {DESK, PHONE}) {
            Page nobody = chromium.visitor(width);
            fits(nobody, width, "/", "home");
            fits(nobody, width, "/draws", "draws");
            fits(nobody, width, "/draws/" + story.drawHash(), "draw");
            fits(nobody, width, "/draws/" + story.drawHash() + "?lang=en", "draw-en");
            fits(nobody, width, "/login?lang=zh", "login");
            fits(nobody, width, "/draws/" + "0".repeat(64), "unknown");
            fits(nobody, width, "/nothing-here", "404");
            Page staff = loggedIn(width);
            fits(staff, width, "/queue", "queue");
            fits(staff, width, "/tasks", "tasks");
            fits(staff, width, "/registry/targets", "targets");
            fits(staff, width, "/registry/inspectors", "inspectors");
            fits(staff, width, "/queue?lang=en", "queue-en");
        }
        assertThat(chromium.foreign).isEmpty();
    }

    private static void fits(Page page, int width, String path, String name) {
        page.navigate(path);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", name + "-" + width + ".png")));
        assertThat((Boolean) page.evaluate(NO_OVERFLOW)).as(path + " at " + width).isTrue();
    }

    @Test
    void aPrintedDrawHasNoNavigationAndWholeTables() {
        Page page = chromium.visitor(DESK);
        page.navigate("/draws/" + story.drawHash());
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.isVisible(".top nav")).isFalse();
        assertThat(page.isVisible(".tools")).isFalse();
        assertThat(page.isVisible("form")).isFalse();
        assertThat(page.isVisible(".brand")).isTrue();
        assertThat((String) page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        byte[] pdf =
                page.pdf(
                        new Page.PdfOptions()
                                .setPreferCSSPageSize(true)
                                .setPath(Path.of("target", "screenshots", "draw.pdf")));
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertQuiet();
    }
}
