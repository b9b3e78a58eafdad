// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A window over a served target with 20,000 and 100,000 pools: how long until rows are there, how
// long its events take while they come, while somebody scrolls, sorts and filters.
#include "app/windowconsole.h"
#include "models/roles.h"
#include "services/schema/schema.h"
#include "tests/bench/parts/figures.h"
#include "tests/bench/parts/generatedstore.h"
#include "tests/bench/parts/sampleobjects.h"
#include "tests/bench/parts/watched.h"
#include "tests/support/proof.h"
#include "tests/support/servedsite.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/systempane.h"
#include "ui/mainwindow/treepanel.h"
#include "ui/text/words.h"
#include "ui/widgets/appstyle.h"

#include <QApplication>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTreeView>

#include <memory>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString far = u"far"_s;
constexpr int frame = 16; // ms

class Looked
{
public:
    Looked(Watched<QApplication> &application, Figures &figures, int pools)
        : m_application(application)
        , m_figures(figures)
        , m_size(u"%1 pools"_s.arg(pools))
        , m_pools(pools + ServedSite::pools + 1)
    {
        if (!fillStore(m_site.home().store(), Sample::poolClass(), 0, pools) || !m_site.serve())
            qFatal("%s", m_site.problem());
        m_services = std::make_unique<Services>(
            Services::Options{.store = m_folder.filePath(u"store"_s),
                              .configDir = m_folder.filePath(u"config"_s),
                              .dataDir = m_folder.filePath(u"data"_s)});
        m_services->setPasswordPrompt([](const ConnectionSpec &, QObject *) {
            return readyAnswer<Secret>(Secret(ServedSite::password()));
        });
        m_window = std::make_unique<MainWindow>(windowConsole(*m_services));
        m_window->resize(1280, 800);
        m_window->show();
    }

    void run()
    {
        load();
        scroll(m_window->tree()->view(), u"tree"_s);
        filter();
        table();
    }

private:
    NodeId heading() const
    {
        const auto found = m_services->inventory().objects(far, QString(Sample::className));
        return found.isEmpty() ? -1 : m_services->inventory().node(found.first())->parent;
    }

    // The row of the heading among those above objects.
    QModelIndex headingRow(const QModelIndex &parent = {}) const
    {
        const QAbstractItemModel *model = m_window->tree()->view()->model();
        const NodeId wanted = heading();
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            const Node *node = m_services->inventory().node(index.data(NodeIdRole).toLongLong());
            if (!node || node->kind == Node::Kind::Object)
                continue;
            if (node->id == wanted)
                return index;
            if (const QModelIndex below = headingRow(index); below.isValid())
                return below;
        }
        return {};
    }

    int rows() const
    {
        const QModelIndex row = headingRow();
        return row.isValid() ? m_window->tree()->view()->model()->rowCount(row) : 0;
    }

    void load()
    {
        QObject owner;
        const auto read = m_services->book().load(&owner);
        comes([&read] { return read.isFinished(); });
        m_application.takeTimes();
        QElapsedTimer time;
        time.start();
        double first = 0;
        m_services->book().lend({{.id = far,
                                  .name = far,
                                  .url = m_site.url(),
                                  .user = ServedSite::user(),
                                  .clearAllowed = true}});
        m_services->connections().open(far);
        // Somebody scrolls up and down meanwhile.
        QTimer wheel;
        QObject::connect(&wheel, &QTimer::timeout, &wheel,
                         [this] { step(m_window->tree()->view()); });
        wheel.start(frame);
        // Asked rarely: to ask costs, too.
        qint64 asked = 0;
        int there = 0;
        const bool all = comes(
            [&] {
                if (time.elapsed() > asked + 50) {
                    there = rows();
                    asked = time.elapsed();
                }
                if (there > 0 && first == 0)
                    first = double(time.elapsed());
                return there >= m_pools;
            },
            600'000);
        const double taken = double(time.elapsed());
        m_figures.must(m_size + u": each has one row"_s, all && rows() == m_pools);
        m_figures.tell(m_size + u": first row"_s, u"ms"_s, first, {atMost(1'000)});
        m_figures.tell(m_size + u": all rows"_s, u"ms"_s, taken);
        m_application.tell(m_figures, m_size + u" loading and scrolling"_s);
        m_figures.tell(m_size + u": memory"_s, u"MiB"_s, double(residentBytes()) / 1024 / 1024);
    }

    // As what a person does, so that the application measures it.
    template<class Action>
    void inEvent(Action action)
    {
        bool done = false;
        QMetaObject::invokeMethod(
            m_window.get(),
            [&] {
                action();
                done = true;
            },
            Qt::QueuedConnection);
        while (!done)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    void step(QTreeView *view)
    {
        QScrollBar *bar = view->verticalScrollBar();
        const int next = bar->value() + m_direction * std::max(1, bar->pageStep());
        if (next >= bar->maximum() || next <= bar->minimum())
            m_direction = -m_direction;
        bar->setValue(next);
    }

    void scroll(QTreeView *view, const QString &name)
    {
        m_application.takeTimes();
        std::vector<double> steps;
        for (int i = 0; i < 200; ++i)
            steps.push_back(timed(1, [&] {
                                inEvent([&] { step(view); });
                                QCoreApplication::processEvents();
                            }).front());
        view->scrollToBottom();
        QCoreApplication::processEvents();
        view->scrollToTop();
        QCoreApplication::processEvents();
        m_figures.tell(u"%1: a page of the %2 scrolled"_s.arg(m_size, name), u"ms"_s,
                       median(steps));
        m_application.tell(m_figures, u"%1, %2 scrolled"_s.arg(m_size, name));
    }

    int hits(const QString &text) const
    {
        int hits = 0;
        const auto all = m_services->inventory().objects(far, QString(Sample::className));
        for (const NodeId id : all) {
            const Node *node = m_services->inventory().node(id);
            hits += node->instance.value(u"ElementName").toString().contains(text);
        }
        return hits;
    }

    // Key by key, until the rows are those that hold the text.
    void filter()
    {
        std::vector<double> keys;
        m_application.takeTimes();
        const QString typed = u"0012"_s;
        bool right = true;
        for (qsizetype length = 1; length <= typed.size(); ++length) {
            const QString text = typed.left(length);
            const int wanted = hits(text);
            keys.push_back(timed(1, [&] {
                               inEvent([&] { m_window->tree()->setFilter(text); });
                               right = comes([&] { return rows() == wanted; }, 60'000) && right;
                           }).front());
        }
        keys.push_back(timed(1, [&] {
                           inEvent([&] { m_window->tree()->setFilter({}); });
                           right = comes([&] { return rows() == m_pools; }, 60'000) && right;
                       }).front());
        m_figures.must(m_size + u": the filter keeps the right ones"_s, right);
        m_figures.tell({.name = m_size + u": a key of the filter"_s,
                        .unit = u"ms"_s,
                        .samples = keys,
                        .reaches = {atMost(m_pools > 50'000 ? 150 : 50)}});
        m_application.tell(m_figures, m_size + u", filtered"_s);
    }

    QTreeView *fullTable() const
    {
        const auto tables = m_window->pane()->findChildren<QTreeView *>();
        for (QTreeView *table : tables) {
            if (table->isVisible() && table->model() && table->model()->rowCount() >= m_pools)
                return table;
        }
        return nullptr;
    }

    void table()
    {
        m_application.takeTimes();
        QElapsedTimer time;
        time.start();
        inEvent([this] {
            m_window->select(heading());
            m_window->pane()->tabs()->setCurrentIndex(1); // of members
        });
        const bool shown = comes([this] { return fullTable() != nullptr; }, 120'000);
        m_figures.tell(m_size + u": the table of all"_s, u"ms"_s, double(time.elapsed()));
        m_figures.must(m_size + u": the table has all"_s, shown);
        m_application.tell(m_figures, m_size + u" into the table"_s);
        if (!shown)
            return;
        scroll(fullTable(), u"table"_s);
        std::vector<double> sorts;
        for (const int column : {2, 0}) {
            sorts.push_back(
                timed(1, [&] {
                    inEvent([&] { fullTable()->sortByColumn(column, Qt::DescendingOrder); });
                    QCoreApplication::processEvents();
                }).front());
        }
        m_figures.tell(
            {.name = m_size + u": the table sorted"_s, .unit = u"ms"_s, .samples = sorts});
        m_application.tell(m_figures, m_size + u", table sorted"_s);
    }

    Watched<QApplication> &m_application;
    Figures &m_figures;
    const QString m_size;
    const int m_pools;
    QTemporaryDir m_folder;
    ServedSite m_site;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<MainWindow> m_window;
    int m_direction = 1;
};
} // namespace

int main(int count, char **values)
{
    Watched<QApplication> application(count, values);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    installWords(application);
    applyAppearance(application, Appearance::System);
    const BenchSize size = benchSize(QCoreApplication::arguments());
    Figures figures(u"window"_s);
    for (const int pools : size.small ? QList<int>{1'000} : QList<int>{20'000, 100'000})
        Looked(application, figures, pools).run();
    return figures.exitCode();
}
