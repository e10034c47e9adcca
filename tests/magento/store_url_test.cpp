#include "magento/store_url.hpp"

#include "magento/http_transport.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace acumage;
using namespace acumage::magento;

TEST_CASE("store url: what is one and what is not") {
  for (const std::string good :
       {"http://shop", "https://shop.example.com", "HTTPS://shop.example.com/",
        "https://[::1]:8443/a/b", "http://127.0.0.1:8080/index.php",
        "https://xn--bcher-kva.example"}) {
    CAPTURE(good);
    CHECK(check_url(good).ok());
  }
  for (const std::string bad :
       {"", "shop.example.com", "ftp://shop", "http://", "https:///path", "http://user:secret@shop",
        "http://shop:0", "http://shop:65536", "http://shop:80x", "http://shop:", "http://a b",
        "http://shop?x=1", "http://shop/#x", "http://[::1", "http://bücher.example",
        "http://a,b"}) {
    CAPTURE(bad);
    const auto checked = check_url(bad);
    REQUIRE_FALSE(checked.ok());
    CHECK(checked.problem().code == errc::invalid);
    CHECK(checked.problem().message.find("expected http(s)://host[:port][/path]") !=
          std::string::npos);
    CHECK(checked.problem().message.find("secret") == std::string::npos);
  }
}

TEST_CASE("store url: taken apart") {
  const auto plain = parse_store_url("http://Shop.example:8080/a/b//");
  REQUIRE(plain.ok());
  CHECK_FALSE(plain->tls);
  CHECK(plain->host == "Shop.example");
  CHECK(plain->port == 8080);
  CHECK(plain->base_path == "/a/b");
  CHECK(plain->host_header == "Shop.example:8080");
  const auto usual = parse_store_url("https://[::1]:443");
  REQUIRE(usual.ok());
  CHECK(usual->tls);
  CHECK(usual->host == "::1");
  CHECK(usual->host_header == "[::1]");
  CHECK(usual->base_path.empty());
  CHECK(usual->where() == "::1:443");
}
