package org.yanqian.query.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's own Chromium; writes down every console error and every request to another host. */
final class Chromium implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/bin/chromium");

    final List<String> errors = new CopyOnWriteArrayList<>();
    final List<String> foreign = new CopyOnWriteArrayList<>();
    private final String base;
    private final Playwright playwright;
    private final Browser browser;

    Chromium(String base) {
        this.base = base;
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(PROGRAM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-domain-reliability",
                                                        "--disable-sync",
                                                        "--no-first-run",
                                                        "--no-default-browser-check")));
    }

    static boolean present() {
        return Files.isExecutable(PROGRAM);
    }

    /** A fresh visitor: no cookie, no login. */
    Page visitor(int width) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(base)
                                .setViewportSize(width, 800));
        context.onRequest(
                request -> {
                    String url = request.url();
                    if (!url.startsWith(base + "/") && !url.startsWith("data:")) {
                        foreign.add(url);
                    }
                });
        context.onConsoleMessage(
                message -> {
                    if (message.type().equals("error") || message.type().equals("warning")) {
                        errors.add(message.page().url() + ": " + message.text());
                    }
                });
        context.onWebError(error -> errors.add(error.error()));
        Page page = context.newPage();
        page.setDefaultTimeout(20_000);
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
