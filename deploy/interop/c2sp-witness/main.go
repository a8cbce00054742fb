// Runs torchwood's witness for one log. Arguments: state file, witness name, log vkey.
// Prints "witness URL VKEY" when it listens.

// Where it is built without a module, patterns with a method would not be understood.
//
//go:debug httpmuxgo121=0
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"

	"crawshaw.io/sqlite/sqlitex"
	"filippo.io/torchwood/internal/witness"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	check(err)
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	w, err := witness.NewWitness(os.Args[1], os.Args[2], key, quiet)
	check(err)
	db, err := witness.OpenDB(os.Args[1])
	check(err)
	origin, _, _ := strings.Cut(os.Args[3], "+")
	empty, err := tlog.TreeHash(0, nil)
	check(err)
	check(sqlitex.Exec(db, "INSERT INTO log (origin, tree_size, tree_hash) VALUES (?, 0, ?)", nil, origin, empty.String()))
	check(sqlitex.Exec(db, "INSERT INTO key (origin, key) VALUES (?, ?)", nil, origin, os.Args[3]))
	check(db.Close())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	fmt.Printf("witness http://%s/ %s\n", l.Addr(), w.VerifierKey())
	check(http.Serve(l, w))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
