package org.yanqian.ledger.event;

/** Who gave the command: bureau, pseudonymous officer or system id, role. */
public record Actor(String bureau, String officer, String role) {}
