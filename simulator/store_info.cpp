// GET /V1/store/… and /V1/modules: what a connection test reads (REST.md 1.6, 1.7).
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator {
namespace {

/// A PHP object as JSON, member by member.
class php_object {
 public:
  php_object& text(std::string_view name, std::string_view value) {
    return member(name, php_string(value));
  }
  php_object& number(std::string_view name, int value) {
    return member(name, std::to_string(value));
  }
  std::string take() { return text_ + '}'; }

 private:
  php_object& member(std::string_view name, const std::string& json) {
    if (text_.size() > 1) text_ += ',';
    text_ += php_string(name) + ':' + json;
    return *this;
  }

  std::string text_ = "{";
};

template <class Items, class Write>
answer listed(shop& of, const Items& items, Write write) {
  answer made{.body = "["};
  for (const auto& one : items) {
    const std::string json = write(one);
    if (json.empty()) continue;
    if (made.body.size() > 1) made.body += ',';
    made.body += json;
  }
  made.body += ']';
  of.seen.read();
  return made;
}

/// The first store view of a group; 0: it has none.
int default_view(const catalogue& goods, int group_id) {
  for (const auto& view : goods.views())
    if (view.group_id == group_id) return view.id;
  return 0;
}

std::string store_config(const shop& of, const store_view& view) {
  if (view.id == 0) return {};  // the admin scope has no front
  const std::string& base = of.base_url;
  const std::string statics = base + "static/version1795422475/";
  const std::string media = base + "media/";
  return php_object{}
      .number("id", view.id)
      .text("code", view.code)
      .number("website_id", view.website_id)
      .text("locale", "en_US")
      .text("base_currency_code", "EUR")
      .text("default_display_currency_code", "EUR")
      .text("timezone", "Europe/Berlin")
      .text("weight_unit", "lbs")
      .text("base_url", base)
      .text("base_link_url", base)
      .text("base_static_url", statics)
      .text("base_media_url", media)
      .text("secure_base_url", base)
      .text("secure_base_link_url", base)
      .text("secure_base_static_url", statics)
      .text("secure_base_media_url", media)
      .take();
}

answer store_configs(shop& of, const call&) {
  return listed(of, of.goods.views(), [&](const auto& view) { return store_config(of, view); });
}

answer store_views(shop& of, const call&) {
  return listed(of, of.goods.views(), [](const auto& view) {
    return php_object{}
        .number("id", view.id)
        .text("code", view.code)
        .text("name", view.name)
        .number("website_id", view.website_id)
        .number("store_group_id", view.group_id)
        .number("is_active", 1)
        .take();
  });
}

answer websites(shop& of, const call&) {
  return listed(of, of.goods.websites(), [&](const auto& site) {
    int group = 0;
    for (const auto& one : of.goods.groups())
      if (one.website_id == site.id) group = one.id;
    return php_object{}
        .number("id", site.id)
        .text("code", site.code)
        .text("name", site.name)
        .number("default_group_id", group)
        .take();
  });
}

answer store_groups(shop& of, const call&) {
  return listed(of, of.goods.groups(), [&](const auto& group) {
    return php_object{}
        .number("id", group.id)
        .number("website_id", group.website_id)
        .number("root_category_id", group.id == 0 ? 0 : 2)
        .number("default_store_id", default_view(of.goods, group.id))
        .text("name", group.name)
        .text("code", group.code)
        .take();
  });
}

answer modules(shop& of, const call&) {
  return listed(of, of.options.modules, [](const auto& name) { return php_string(name); });
}

}  // namespace

route_table store_routes() {
  return {{"GET", "store/storeConfigs", "Magento_Backend::store", store_configs},
          {"GET", "store/storeViews", "Magento_Backend::store", store_views},
          {"GET", "store/websites", "Magento_Backend::store", websites},
          {"GET", "store/storeGroups", "Magento_Backend::store", store_groups},
          {"GET", "modules", "Magento_Backend::admin", modules}};
}

}  // namespace acumage::simulator
