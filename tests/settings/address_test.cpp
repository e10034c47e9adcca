#include "settings/address.hpp"

#include <doctest/doctest.h>

using namespace acumage::settings;

TEST_CASE("address: loopback is localhost, 127.0.0.0/8 and ::1, and nothing that only looks so") {
  for (const auto* host :
       {"localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1"})
    CHECK(is_loopback(host));
  for (const auto* host : {"0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.com",
                           "localhost.example.com", "127.x", "", "::2"})
    CHECK_FALSE(is_loopback(host));
}

TEST_CASE("address: a host is an address or a name") {
  for (const auto* host : {"shop.example.com", "shop", "10.0.0.1", "fe80::1", "a_b.local"})
    CHECK(is_host(host));
  for (const auto* host :
       {"", "10.0.0.999", "1.2.3", "-a", "a..b", "a b", "host:80", "https://x", "a/b"})
    CHECK_FALSE(is_host(host));
}

TEST_CASE("address: listeners overlap on the same address or a wildcard") {
  CHECK(overlap("127.0.0.1", "127.0.0.1"));
  CHECK(overlap("localhost", "127.0.0.1"));
  CHECK(overlap("0.0.0.0", "127.0.0.1"));
  CHECK(overlap("10.0.0.1", "::"));
  CHECK_FALSE(overlap("127.0.0.1", "10.0.0.1"));
}

TEST_CASE("address: a URL is http(s)://host[:port][/path]") {
  const auto good = read_url("HTTPS://shop.example.com:8443/sub/folder");
  CHECK(good.problem == "");
  CHECK(good.https);
  CHECK(good.host == "shop.example.com");
  CHECK(good.path == "/sub/folder");
  CHECK(read_url("http://[::1]:80/").host == "::1");
  CHECK(read_url("http://10.0.0.1").problem == "");
  for (const auto* bad : {"shop.example.com", "ftp://shop.example.com", "https://", "https:///x",
                          "https://a b", "//x", "https://shop:0", "https://shop:65536",
                          "https://shop:", "https://shop:x", "https://[::1", "https://[::1]x",
                          "https://user:pw@shop", "https://shop/?a=b", "https://shop/#a", ""})
    CHECK_FALSE(read_url(bad).problem.empty());
}
