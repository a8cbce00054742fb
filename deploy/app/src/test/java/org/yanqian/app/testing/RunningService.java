package org.yanqian.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.app.YanqianApplication;
import org.yanqian.ledger.sign.Suite;

/**
 * The service as it is deployed: its own PostgreSQL, HTTP on a free port, two witnesses. One per suite
 * and JVM, shared by all tests; each test class works in a bureau or on plan lines of its own.
 */
public final class RunningService extends Caller {
    private static final Map<Suite, RunningService> SHARED = new EnumMap<>(Suite.class);
    private static final List<String> TABLES =
            List.of("ledger_list", "idempotency", "vault_key", "vault_value", "draw_key");

    private final ConfigurableApplicationContext context;
    private final Set<String> furnished = ConcurrentHashMap.newKeySet();

    private RunningService(Setting setting, ConfigurableApplicationContext context) {
        super(
                setting,
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
        this.context = context;
    }

    public static synchronized RunningService shared(Suite suite) {
        return SHARED.computeIfAbsent(suite, RunningService::startShared);
    }

    private static RunningService startShared(Suite suite) {
        Setting setting = new Setting(suite);
        return start(setting, arguments(setting));
    }

    /** One of its own, for what would disturb others; to be closed by {@link #stop}. */
    public static RunningService start(Setting setting, List<String> arguments) {
        return new RunningService(
                setting,
                new SpringApplicationBuilder(YanqianApplication.class)
                        .run(arguments.toArray(String[]::new)));
    }

    public void stop() {
        context.close();
    }

    public static RunningService shared() {
        return shared(Suite.GM);
    }

    /** What the service is started with, in this JVM or another. */
    public static List<String> arguments(Setting setting) {
        return new ArrayList<>(
                List.of(
                        "--server.port=0",
                        "--yanqian.origin=" + Setting.ORIGIN,
                        "--yanqian.suite=" + setting.suite.wire(),
                        "--yanqian.data=" + setting.folder.resolve("data"),
                        "--yanqian.keys=" + setting.keys(),
                        "--yanqian.policy=" + setting.policyFolder(),
                        "--yanqian.publication-folder=" + setting.publicFolder(),
                        "--yanqian.identity.bureaus=" + String.join(",", Setting.BUREAUS),
                        "--yanqian.identity.secrets-file=" + secretsFile(setting)));
    }

    static Path secretsFile(Setting setting) {
        return setting.folder.resolve("secrets");
    }

    boolean markFurnished(String bureau) {
        return furnished.add(bureau);
    }

    /** One more account with bureau, roles and secret of one that is there. */
    public void addAccountLike(String account, String id) throws IOException {
        JdbcClient.create(dataSource())
                .sql(
                        "insert into account (id, secret, bureau, roles, made) select ?, secret,"
                                + " bureau, roles, made from account where id = ?")
                .param(id)
                .param(account)
                .update();
        Files.writeString(
                secretsFile(setting()),
                id + " " + secret(account) + "\n",
                StandardOpenOption.APPEND);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public DataSource dataSource() {
        return context.getBean(DataSource.class);
    }

    /**
     * Rows of everything that a command can leave behind. What sealer and publisher make by themselves
     * in the background, SM3 roots and bundles, is left out.
     */
    public Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        rows.put(
                "ledger_event",
                count("select count(*) from ledger_event where stream <> 'ledger/sm3'"));
        TABLES.forEach(table -> rows.put(table, count("select count(*) from " + table)));
        return rows;
    }

    private long count(String sql) {
        return JdbcClient.create(dataSource()).sql(sql).query(Long.class).single();
    }
}
