// A log built from Go's own tlog and note packages that asks a witness for cosignatures and opens
// the cosigned notes with the same package. Arguments: signer key of the log, submission prefix, vkey of the witness.
// Prints "ok" and the number of cosignatures, or dies with what was wrong.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const entries = 300

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, n := range indexes {
		out[i] = h[n]
	}
	return out, nil
}

var stored hashes
var signer note.Signer
var url string

// A cosigner of c2sp.org/tlog-cosignature: key type 4, a time before the signature.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) *cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	require(len(parts) == 3, "vkey", vkey)
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	require(len(typed) == 33 && typed[0] == 4, "not the key of a cosigner", vkey)
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	return &cosigner{parts[0], binary.BigEndian.Uint32(sum[:]), typed[1:]}
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(c.key, append([]byte(head), text...), sig[8:])
}

func main() {
	var err error
	signer, err = note.NewSigner(os.Args[1])
	check(err)
	url = os.Args[2] + "add-checkpoint"
	witness := newCosigner(os.Args[3])
	for n := int64(0); n < entries; n++ {
		more, err := tlog.StoredHashes(n, []byte(fmt.Sprintf("entry %d", n)), stored)
		check(err)
		stored = append(stored, more...)
	}
	cosigned := 0
	last := int64(0)
	for _, size := range []int64{1, 2, 3, 7, 8, 200, 256, 257, 257, 300} {
		status, body := submit(last, size, signed(size, root(size)))
		require(status == 200, "size", size, status, body)
		_, err := note.Open(append(signed(size, root(size)), body...), note.VerifierList(witness))
		check(err)
		cosigned++
		last = size
	}
	status, body := submit(7, 300, signed(300, root(300)))
	require(status == 409 && body == "300\n", "stale size", status, body)
	fork := root(299)
	status, body = submit(300, 300, signed(300, fork))
	require(status == 422 || status == 409, "fork", status, body)
	status, body = submit(0, 299, signed(299, root(299)))
	require(status == 409 && body == "300\n", "going back", status, body)
	status, body = post([]byte("no request"))
	require(status == 400, "garbage", status, body)
	fmt.Println("ok", cosigned)
}

func root(size int64) tlog.Hash {
	hash, err := tlog.TreeHash(size, stored)
	check(err)
	return hash
}

func signed(size int64, root tlog.Hash) []byte {
	text := fmt.Sprintf("%s\n%d\n%s\n", signer.Name(), size, root)
	out, err := note.Sign(&note.Note{Text: text}, signer)
	check(err)
	return out
}

func submit(from, to int64, checkpoint []byte) (int, string) {
	var body bytes.Buffer
	fmt.Fprintf(&body, "old %d\n", from)
	if from > 0 && from < to {
		proof, err := tlog.ProveTree(to, from, stored)
		check(err)
		for _, hash := range proof {
			fmt.Fprintln(&body, hash)
		}
	}
	fmt.Fprintln(&body)
	body.Write(checkpoint)
	return post(body.Bytes())
}

func post(body []byte) (int, string) {
	response, err := http.Post(url, "text/plain", bytes.NewReader(body))
	check(err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	check(err)
	return response.StatusCode, string(answer)
}

func require(ok bool, what ...any) {
	if !ok {
		log.Fatal(strings.TrimSpace(fmt.Sprintln(what...)))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
