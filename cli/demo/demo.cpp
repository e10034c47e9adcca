#include "cli/demo/demo.hpp"

#include "cli/arguments/value_reader.hpp"
#include "cli/client/feed.hpp"
#include "cli/client/stats.hpp"
#include "cli/demo/account.hpp"
#include "cli/demo/erp_scenes.hpp"
#include "cli/demo/samples.hpp"
#include "cli/demo/script.hpp"
#include "cli/demo/setup.hpp"
#include "cli/demo/view.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"
#include "messages/key.hpp"
#include "node/node.hpp"
#include "settings/settings.hpp"
#include "simulator/acumatica/erp.hpp"
#include "simulator/store.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

namespace acumage::demo {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds most_to_settle{45'000};
constexpr std::size_t before_maintenance =
    3;  ///< the first price, the first shipments and the first quantities get through
constexpr std::size_t with_lost_lock = 4;  ///< files from the end: the last prices

struct demo_order {
  std::chrono::milliseconds per_file{250};
  bool keep = false;
  bool stay = false;
};

/// One run, from the first sample to the summary.
class showing {
 public:
  showing(const demo_order& what, terminal::terminal& to, const terminal::held_signals& signals)
      : what_{what}, to_{to}, signals_{signals}, view_{to} {}

  result<int> run(const fs::path& folder) {
    if (auto begun = begin(demo_settings(folder)); !begun) return begun.problem();
    if (auto fed = feed_all(); !fed) return fed.problem();
    view_.happens("all samples are sent; waiting until the remaining changes are settled");
    if (auto over = settle(); !over) return over.problem();
    if (auto played = play_erp_scenes(); !played) return played.problem();
    if (interrupted_) {
      view_.close();
      return 128 + *interrupted_;
    }
    const auto ended = account();
    if (ended && what_.stay) stay();
    return ended;
  }

 private:
  status begin(settings::settings with) {
    const auto folder = find_samples();
    if (!folder) return folder.problem();
    auto samples = read_samples(*folder, with);
    if (!samples) return samples.problem();
    samples_ = std::move(*samples);
    const auto shop = shop_with(samples_.skus);
    store_ = std::make_unique<simulator::store>(shop);
    if (auto open = store_->start(); !open) return open;
    for (const auto& order : shop.orders)
      for (const auto& line : order.lines)
        for (const auto* source : {"wh_main", "wh_outlet"})
          store_->set_quantity(line.sku, source, 100);
    script_ = std::make_unique<demo_script>(*store_, view_);
    with.connection.magento_url = store_->url();
    erp_ = std::make_unique<simulator::acumatica::erp>();
    if (auto open = erp_->start(); !open) return open;
    with.acumatica.url = erp_->url();
    auto started =
        node::node::start(std::move(with), {.log = log_of_node(), .on_crash = crash_of_node()});
    if (!started) return started.problem();
    node_ = std::move(*started);
    const auto url = [](std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port); };
    auto admin = client::client::to({url(node_->admin_port()), {}, {}});
    if (!admin) return admin.problem();
    admin_ = std::move(*admin);
    auto intake = client::client::to({url(node_->intake_port()), {}, {}});
    if (!intake) return intake.problem();
    intake_ = std::move(*intake);
    view_.happens("the console is at " + admin_->url() +
                  "/; the commands talk to the node with --admin " + admin_->url());
    view_.happens("the store answers at " + store_->url());
    return done();
  }

  /// Only what an operator would want to know, because more would cover the figures.
  log_function log_of_node() {
    return [this](const log_line& line) {
      if (line.level == log_level::error || line.level == log_level::warn)
        view_.happens("the node: " + std::string{line.actor} + ": " + line.words);
    };
  }

  std::function<void(const std::string&)> crash_of_node() {
    return [this](const std::string& why) {
      view_.close();
      to_.err << "the node broke: " << why << std::endl;
      std::_Exit(1);  // no destructors: they would wait for the broken part
    };
  }

  status feed_all() {
    const client::feed_hooks hooks{
        .pause = [this](milliseconds wait, std::string_view) { return pass(wait); },
        .progress = [](const client::feed_totals&, std::uint64_t) {},
        .refused =
            [this](std::size_t line, const std::string& why) {
              view_.happens("refused: line " + std::to_string(line) + ": " + why);
            },
        .now = steady_clock::now};
    client::feed news{*intake_, 0, hooks};
    client::feed baseline{*intake_, 0, hooks, client::feed_kind::baseline};
    const auto& files = samples_.files;
    for (std::size_t i = 0; i < files.size() && !interrupted_; ++i) {
      if (i + with_lost_lock == files.size()) script_->lose_a_lock();
      auto& way = files[i].kind == client::feed_kind::baseline ? baseline : news;
      if (auto sent = send_file(way, files[i]); !sent) return sent;
      pass(what_.per_file);
      if (i + 1 == before_maintenance) script_->begin_maintenance();
    }
    if (interrupted_) return done();
    view_.happens("Acumatica delivers the first notification once more");
    auto again = send_file(news, files.front());
    receipts_ = {news.totals().accepted + baseline.totals().accepted, news.totals().duplicates,
                 news.totals().unrouted};
    return again;
  }

  status send_file(client::feed& way, const sample_file& file) {
    const auto before = way.totals();
    std::ifstream from{file.path, std::ios::binary};
    auto sent = way.send(from);
    if (sent && file.kind == client::feed_kind::baseline) sent = way.end_baseline();
    const auto& now = way.totals();
    if (!sent) return interrupted_ ? done() : sent;
    std::string words = fs::path{file.path}.filename().string() + ": " +
                        terminal::grouped(now.accepted - before.accepted) + " accepted";
    if (now.duplicates > before.duplicates)
      words += ", " + terminal::counted(now.duplicates - before.duplicates, "duplicate");
    if (now.unrouted > before.unrouted)
      words += ", " + terminal::counted(now.unrouted - before.unrouted, "row") +
               " with an unmapped query";
    if (file.kind == client::feed_kind::baseline)
      words += "; every warehouse is known now, held quantities are sent";
    view_.happens(words);
    return sent;
  }

  /// Waits, and updates the view and the script in the meantime. False: interrupted.
  bool pass(milliseconds time) {
    constexpr milliseconds step{100};
    const auto until = steady_clock::now() + time;
    do {
      if (interrupted_) return false;
      script_->keep_up();
      look();
      const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
      interrupted_ = signals_.wait(std::clamp(left, 0ms, step));
    } while (!interrupted_ && steady_clock::now() < until);
    return !interrupted_;
  }

  void look() {
    const auto reply = admin_->get("/stats");
    if (!reply || reply->status != 200) return;
    auto figures = client::read_stats(reply->body);
    if (!figures) return;
    last_ = std::move(*figures);
    view_.show(last_);
  }

  status settle() {
    const auto until = steady_clock::now() + most_to_settle;
    while (pass(200ms))
      if (last_.unsettled == 0 && script_->over())
        return done();
      else if (steady_clock::now() > until)
        return error{
            errc::unavailable,
            terminal::counted(last_.unsettled, "change") + " did not settle; expected none",
            {}};
    return done();
  }

  status play_erp_scenes() {
    if (interrupted_) return done();
    simulator::acumatica::push_options pushes;
    pushes.url = intake_->url() + "/push";
    erp_->redirect_pushes(pushes);
    const auto seen =
        play({*erp_, *store_, *admin_, view_, [this](milliseconds time) { return pass(time); }});
    if (interrupted_) return done();
    if (!seen) return seen.problem();
    receipts_.pushed = seen->pushed;
    receipts_.pulled = seen->pulled;
    return settle();
  }

  result<int> account() {
    const std::set<std::string> missing{fold_key(never_sold)};
    const auto price = [this](const std::string& sku) { return store_->price_of(sku); };
    const auto quantity = [this](const std::string& sku, const std::string& source) {
      return store_->quantity_of(sku, source);
    };
    const auto tables = contents_of(*erp_);
    const demo_checks checks{
        check_prices(samples_, missing, price), check_quantities(samples_, missing, quantity),
        check_sales(store_->orders(), store_->shipments()), check_prices(tables, {}, price),
        check_quantities(tables, {}, quantity)};
    const auto text = account_text(*admin_, last_, receipts_, checks);
    view_.close();
    if (!text) return text.problem();
    to_.out << *text << where_to_look(what_.keep, what_.stay) << std::flush;
    return checks.right() ? 0 : 1;
  }

  /// The ERP goes on selling, until a signal.
  void stay() {
    constexpr milliseconds between_edits{5'000};
    to_.out << "\nThe demo stays: the ERP edits a price every 5 s. Open " << admin_->url()
            << "/ or run `acumage stats --watch --admin " << admin_->url() << "`. Ctrl-C ends it.\n"
            << std::flush;
    for (std::size_t i = 0; !interrupted_; ++i) {
      const auto item = simulator::acumatica::item_number(1 + i % erp_items);
      const auto price = std::to_string(20 + i % 50) + ".5";
      // A refused edit would show in the console as silence; there is nobody else to tell.
      static_cast<void>(erp_->write(simulator::acumatica::entity::item,
                                    {{"InventoryID", item}, {"DefaultPrice", price}}));
      interrupted_ = signals_.wait(between_edits);
    }
  }

  const demo_order& what_;
  terminal::terminal& to_;
  const terminal::held_signals& signals_;
  demo_view view_;
  demo_samples samples_;
  demo_receipts receipts_;
  client::stats_figures last_;
  std::optional<int> interrupted_;
  std::unique_ptr<simulator::store> store_;
  std::unique_ptr<demo_script> script_;
  std::unique_ptr<simulator::acumatica::erp> erp_;
  std::unique_ptr<node::node> node_;  ///< ends before the store and the ERP that it talks to
  std::unique_ptr<client::client> admin_;
  std::unique_ptr<client::client> intake_;
};

int show(const demo_order& what, terminal::terminal& to) {
  const terminal::held_signals signals{SIGINT, SIGTERM};
  const auto folder =
      demo_folder::make(what.keep ? demo_folder::after::keep : demo_folder::after::remove);
  if (!folder) return to.err << folder.problem().message << "\n", 2;
  const auto shown = showing{what, to, signals}.run((*folder)->path());
  if (shown) return *shown;
  to.err << shown.problem().message << "\n";
  return 1;
}

}  // namespace

arguments::command demo_command() {
  return {.name = "demo",
          .help = "Run the node between a simulated ERP and a simulated store",
          .example = "acumage demo --seconds-per-file 2",
          .flags = {{"--seconds-per-file", "S",
                     "seconds to pause after each sample, 0 to 60; default 0.25"},
                    {"--stay", "", "keep running until Ctrl-C, so that you can use the console"},
                    {"--keep", "", "keep the data folder as ./demo-data"}},
          .read = [](arguments::value_reader& given) -> arguments::action {
            const demo_order what{
                given.seconds("--seconds-per-file", 0.25, {0, 60, "0 to 60 seconds"}),
                given.has("--keep"), given.has("--stay")};
            return [what](terminal::terminal& to) { return show(what, to); };
          }};
}

}  // namespace acumage::demo
