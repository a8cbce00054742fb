package org.yanqian.app.testing;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Axon Servers from outside, and the service on one. */
public final class AxonServers {
    private AxonServers() {}

    /** What a service is started with to keep its events there. */
    public static List<String> arguments(Setting setting, String server) {
        List<String> arguments = RunningService.arguments(setting);
        arguments.add("--spring.profiles.active=axonserver");
        arguments.add("--axon.axonserver.servers=" + server);
        return arguments;
    }

    /** False as well when it is not reachable. */
    public static boolean isEmpty(String server) {
        String host = server.substring(0, server.lastIndexOf(':'));
        int port = Integer.parseInt(server.substring(host.length() + 1));
        AxonServerConnectionFactory factory =
                AxonServerConnectionFactory.forClient("yanqian-test")
                        .routingServers(new ServerAddress(host, port))
                        .connectTimeout(5, TimeUnit.SECONDS)
                        .build();
        try {
            AxonServerConnection connection = factory.connect("default");
            return connection.eventChannel().getLastToken().get(10, TimeUnit.SECONDS) < 0;
        } catch (Exception e) {
            return false;
        } finally {
            factory.shutdown();
        }
    }
}
