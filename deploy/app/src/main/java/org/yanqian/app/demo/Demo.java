package org.yanqian.app.demo;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code yanqian.jar demo [--once] [--sample PREFIX]}: the whole way once, from a bureau's registry file to a draw that a
 * stranger can prove. A client of the public API like any other; the service runs as its child.
 */
public final class Demo {
    private static final int HELD = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Story story = new Story();
    private final Layout layout;
    private final Children children;

    private Demo(Layout layout) {
        this.layout = layout;
        this.children = new Children(layout.demo().resolve("logs"));
    }

    /** Exit code: 0 only if every step held, 1 if one did not, 2 usage. */
    public static int run(String... args) {
        List<String> rest = new ArrayList<>(Arrays.asList(args));
        boolean once = rest.remove("--once");
        boolean ownSample = rest.size() == 2 && rest.get(0).equals("--sample");
        if (!rest.isEmpty() && !ownSample) {
            System.err.println("usage: demo [--once] [--sample PREFIX]");
            return USAGE;
        }
        try {
            Path root = root();
            Path sample =
                    ownSample
                            ? Path.of(rest.get(1)).toAbsolutePath()
                            : root.resolve("deploy/sample/county");
            return new Demo(new Layout(root, sample)).play(once);
        } catch (DemoFailed e) {
            System.err.println(e.getMessage());
            return USAGE;
        }
    }

    // The script says where the checkout is; else it is looked for from here upwards.
    private static Path root() {
        Path here = Path.of(System.getProperty("yanqian.root", "")).toAbsolutePath().normalize();
        while (here != null && !Files.isDirectory(here.resolve("deploy/sample"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new DemoFailed("run it inside the checkout, by deploy/demo");
        }
        return here;
    }

    private int play(boolean once) {
        Thread atEnd = new Thread(children::close, "stop-children");
        Runtime.getRuntime().addShutdownHook(atEnd);
        try (FileLock lock = layout.lock()) {
            Api api = wholeWay();
            if (!once) {
                stayUp(api);
            }
            return HELD;
        } catch (IOException | RuntimeException e) {
            if (children.isClosed()) {
                return FAILED;
            }
            story.tell("未成立：" + e.getMessage(), "Did not hold; logs in " + children.log("service"));
            if (!(e instanceof DemoFailed)) {
                e.printStackTrace();
            }
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            children.close();
        }
    }

    private Api wholeWay() throws IOException, InterruptedException {
        story.tell("验签演示（数据均为虚构样本）", "Yanqian demonstration; every name and number is invented");
        if (layout.setAside()) {
            story.tell("上次演示的数据已移到 deploy/app/data/previous", "Data of the last run moved aside");
        }
        Files.createDirectories(layout.demo());
        Setting setting = new Setting(layout, children, Instant.now());
        setting.makeKeys();
        setting.startWitnesses();
        setting.startTimeStamps();
        setting.writePolicy();
        story.tell(
                "密钥、两个见证方（其一独立于机关和各方）、核验策略已就绪",
                "Keys, two witnesses (one under neither bureau nor party) and the policy are ready");
        Api api = startService();
        QuarterStory quarter = new QuarterStory(layout, api, story);
        quarter.adoptRules();
        quarter.importRegistries();
        String plan = quarter.plan();
        DrawStory draw = new DrawStory(layout, children, setting, api, story);
        Map<String, Object> result = draw.run(quarter.year(), plan);
        quarter.inspect(draw.path(), Api.index(result), 6);
        long last = quarter.publish(draw.path(), draw.embargoEnd());
        ProofStory proof = new ProofStory(layout, children, api, story);
        String drawHash = (String) Api.result(result).get("drawHash");
        proof.download(draw, drawHash, last);
        proof.prove();
        proof.refute();
        story.tell(
                "全部成立。公众查询页 " + api.base() + "/draws/" + drawHash,
                "All of it held. The public's page of this draw is above");
        return api;
    }

    private Api startService() throws IOException, InterruptedException {
        int port = Layout.freePort();
        Process service =
                children.start(
                        "service",
                        layout.service(
                                List.of(
                                        "--server.port=" + port,
                                        "--yanqian.data=" + layout.data(),
                                        "--yanqian.keys=" + layout.keys(),
                                        "--yanqian.policy=" + layout.policy(),
                                        "--yanqian.origin=" + Setting.ORIGIN,
                                        "--yanqian.suite=" + Setting.SUITE,
                                        "--yanqian.identity.bureaus=" + Setting.BUREAU,
                                        "--yanqian.identity.overseer=" + Setting.SUPERVISING,
                                        "--yanqian.identity.secrets-file=" + layout.accounts())));
        Api api = new Api("http://127.0.0.1:" + port, layout.accounts());
        long deadline = System.nanoTime() + 180_000_000_000L;
        while (!api.isUp()) {
            if (!service.isAlive() || System.nanoTime() > deadline) {
                throw new DemoFailed("the service did not start\n" + children.tail("service", 40));
            }
            Thread.sleep(200);
        }
        story.tell(
                "服务已启动，内嵌 PostgreSQL（fsync 开启）：" + api.base(),
                "The service is up with its embedded PostgreSQL, fsync on");
        return api;
    }

    private void stayUp(Api api) throws InterruptedException {
        story.tell(
                "页面与接口继续运行，按 Ctrl-C 结束：" + api.base() + "/  接口文档 " + api.base() + "/v3/api-docs",
                "Pages and API stay up until Ctrl-C; accounts and passwords in "
                        + layout.root().relativize(layout.accounts()));
        new CountDownLatch(1).await();
    }
}
