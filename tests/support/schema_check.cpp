#include "tests/support/schema_check.hpp"

#include "tests/support/schema_document.hpp"
#include "tests/support/value_check.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <regex>
#include <utility>

namespace acumage::tests {

namespace {

using simdjson::dom::element;

/// What the node may do although the schema does not know it.
struct exception {
  std::string_view method;  ///< empty: any
  std::string_view path;    ///< as the schema writes it, without the query; empty: any
  std::string_view what;    ///< the violation, "*" for any text; empty: that there is such a route
  std::string_view why;
};
constexpr std::array exceptions{
    exception{"GET", "/magento_version", "", "no REST route, but every store has it (REST.md 1.7)"},
    exception{"GET", "/V1/products", "", "the published schema has it, this part of it does not"},
    exception{"PUT", "/V1/customers/validate", "", "as above; the permission probe (REST.md 1.6)"},
    exception{"GET", "/V1/attributeMetadata/customer/custom", "", "as above (REST.md 5)"},
    exception{"GET", "/V1/directory/countries/*", "", "as above (REST.md 5, recorded row 1112)"},
    exception{"POST", "/V1/orders", "entity.base_grand_total: missing", "a status alone: row 1096"},
    exception{"POST", "/V1/orders", "entity.grand_total: missing", "as above"},
    exception{"POST", "/V1/orders", "entity.customer_email: missing", "as above"},
    exception{"POST", "/V1/orders", "entity.items: missing", "as above"},
    exception{"POST", "/V1/orders", "entity: missing",
              "the probe that is to be refused (REST.md 1.6)"},
    exception{"POST", "/V1/orders/{id}/comments", "statusHistory: missing", "a probe, too"},
    exception{"POST", "/V1/orders", "entity.payment.*: missing", "recorded row 608"},
    exception{"PUT", "/V1/products/{productSku}/stockItems/{itemId}", "stockItem.*: missing",
              "what is not sent is left alone: recorded row 667"},
    exception{"", "", "customer.addresses[].region.region: missing",
              "a stored address goes back as it came (REST.md 5)"},
    exception{"", "", "customer.addresses[].region.region_code: missing", "recorded row 529"},
    exception{"", "", "customer.addresses[].region.region_id: missing", "recorded row 529"},
};

/// `pattern` has at most one "*".
bool is_like(std::string_view text, std::string_view pattern) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return text == pattern;
  return text.size() + 1 >= pattern.size() && text.starts_with(pattern.substr(0, star)) &&
         text.ends_with(pattern.substr(star + 1));
}

bool is_excepted(std::string_view method, std::string_view path, std::string_view what) {
  return std::any_of(exceptions.begin(), exceptions.end(), [&](const auto& one) {
    return is_like(what, one.what) && (one.method.empty() || one.method == method) &&
           (one.path.empty() || is_like(path, one.path));
  });
}

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

bool is_whole_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The criteria of a search, whose names the schema can only show by example.
bool is_criterion(const std::string& name) {
  static const std::regex form{R"re(search(Criteria|_criteria))re"
                               R"re((\[(filterGroups|filter_groups)\]\[\d+\]\[filters\]\[\d+\])re"
                               R"re(\[(field|value|conditionType|condition_type)\])re"
                               R"re(|\[(sortOrders|sort_orders)\]\[\d+\]\[(field|direction)\])re"
                               R"re(|\[(pageSize|page_size|currentPage|current_page)\])?)re"};
  return std::regex_match(name, form);
}

/// Page or page size of a search.
bool counts_pages(const std::string& name) {
  return is_criterion(name) && (name.ends_with("age]") || name.ends_with("ize]"));
}

class checker {
 public:
  checker(std::string_view method, std::string_view target) : method_{method} {
    const auto version = std::min(target.find("/V1/"), target.size());
    if (version < target.size()) target.remove_prefix(version);
    const auto mark = std::min(target.find('?'), target.size());
    path_ = target.substr(0, mark);
    query_ = target.substr(std::min(mark + 1, target.size()));
  }

  std::vector<std::string> run(std::string_view body) {
    if (is_excepted(method_, path_, "")) {
      check_query(nullptr);
    } else if (const auto found = schema_document::of_magento().find(method_, path_)) {
      pattern_ = found->pattern;
      check_parameters(*found);
      check_query(&*found);
      check_body(*found, body);
    } else {
      say("no such route");
    }
    for (auto& one : found_)
      one = std::string{method_} + ' ' + std::string{path_} + ": " + std::move(one);
    return std::move(found_);
  }

 private:
  void say(std::string what) {
    if (!is_excepted(method_, pattern_, what)) found_.push_back(std::move(what));
  }

  void check_parameters(const operation& of) {
    for (const auto& [name, text] : of.path_parameters)
      if (of.type_of(name) == "integer" && !is_whole_number(text))
        say(name + " in the path: " + text + "; expected a whole number");
  }

  /// `of`: none for a route that the schema does not know.
  void check_query(const operation* of) {
    for (auto rest = query_; !rest.empty();) {
      const auto end = std::min(rest.find('&'), rest.size());
      const auto one = rest.substr(0, end);
      const auto equals = std::min(one.find('='), one.size());
      const auto name = decoded(one.substr(0, equals));
      if (!knows_query(of, name)) say("query " + name + ": not known");
      if (counts_pages(name) && !is_whole_number(one.substr(std::min(equals + 1, one.size()))))
        say("query " + name + ": expected a whole number");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  static bool knows_query(const operation* of, const std::string& name) {
    if (name == "fields") return true;
    if (name.starts_with("search")) return is_criterion(name) && (of == nullptr || of->searches());
    return of != nullptr && of->takes(name.substr(0, name.find('[')));
  }

  void check_body(const operation& of, std::string_view body) {
    if (!of.body) {
      if (!body.empty() && body != "{}") say("a body, where none is expected");
      return;
    }
    simdjson::dom::parser parser;
    element root;
    if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS)
      return say("the body is not JSON");
    check_value(root, *of.body, "",
                {[](element one) { return schema_document::of_magento().resolved(one); },
                 [this](std::string what) { say(std::move(what)); }});
  }

  std::string_view method_;
  std::string_view path_;
  std::string_view pattern_;  ///< of the route; empty: the schema does not know it
  std::string_view query_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> schema_violations(std::string_view method, std::string_view target,
                                           std::string_view body) {
  return checker{method, target}.run(body);
}

schema_watch::~schema_watch() {
  for (const auto& one : take()) FAIL_CHECK(one);
}

void schema_watch::see(std::string_view method, std::string_view target, std::string_view body) {
  auto all = schema_violations(method, target, body);
  std::lock_guard lock{mutex_};
  for (auto& one : all) found_.insert(std::move(one));
}

std::set<std::string> schema_watch::take() {
  std::lock_guard lock{mutex_};
  return std::exchange(found_, {});
}

}  // namespace acumage::tests
