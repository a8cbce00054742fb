package org.yanqian.verifier.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** {@code HOST:PORT} of a {@code --listen} option, and the address of the server that got it. */
public final class ListenAddress {
    private ListenAddress() {}

    /** Throws IllegalArgumentException with a sentence for people; port 0 is any free one. */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|\\]$", "");
            if (!host.isEmpty()) {
                int port = Integer.parseInt(text.substring(colon + 1));
                return new InetSocketAddress(InetAddress.getByName(host), port);
            }
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new IllegalArgumentException("--listen: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("--listen: expected HOST:PORT, found " + text);
    }

    /** With a slash at the end. */
    public static String url(String scheme, InetSocketAddress bound) {
        String host = bound.getAddress().getHostAddress();
        return scheme
                + "://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + bound.getPort()
                + "/";
    }
}
