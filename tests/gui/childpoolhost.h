// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One system of a console, in-process or over HTTP, whose child pools are made and changed by the
// forms of its window.
#pragma once

#include "tests/gui/consolefixture.h"
#include "tests/gui/servedtarget.h"

#include "models/childpoolcall.h"
#include "ui/mainwindow/forms.h"
#include "ui/wizards/childpoolsheet.h"
#include "ui/wizards/childpoolwizard.h"

#include <QTest>

#include <memory>
#include <optional>

namespace Cistern {

class ChildPoolHost
{
public:
    static void ways()
    {
        QTest::addColumn<bool>("http");
        QTest::newRow("in-process") << false;
        QTest::newRow("http") << true;
    }

    explicit ChildPoolHost(bool http) : m_http(http)
    {
        if (http)
            m_served = std::make_unique<ServedTarget>(console);
        forms = std::make_unique<Forms>(windowConsole(*console.services), console.window.get());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!facts().types().isEmpty(), 30000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!facts().service().isEmpty(), 30000); }();
    }

    QString id() const { return m_http ? m_served->id() : ConsoleFixture::local(); }
    ResourceFacts facts() const
    {
        return {console.services->inventory(), id(), QString(Schema::virtualization)};
    }
    ResourcePoolFacts root(quint16 type = 4) const
    {
        for (const ResourcePoolFacts &pool : facts().pools()) {
            if (pool.primordial && pool.type.number == type)
                return pool;
        }
        return {};
    }
    std::optional<ResourcePoolFacts> named(const QString &name, quint16 type = 4) const
    {
        return facts().pool(root(type).type, name);
    }
    // Past every form.
    void make(const QString &name, const QList<CimPath> &parents, const ChildPool::Terms &terms,
              quint16 type = 4)
    {
        ChildPool::Plan plan{.type = root(type).type, .name = name, .parents = parents};
        plan.terms = QList<ChildPool::Terms>(parents.size(), terms);
        const auto run = console.services->jobs().run(id(), ChildPool::create(plan, facts()),
                                                      console.window.get());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(named(name, type).has_value(), 30000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000); }();
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(
                facts().parents(named(name, type)->path).size() == parents.size(), 30000);
        }();
    }
    ChildPoolWizard *open(NodeId selected = -1)
    {
        forms->open(Command::NewChildPool, {.nodes = {selected >= 0 ? selected : root().node}},
                    false);
        auto *wizard = console.openDialog<ChildPoolWizard>();
        const auto hasKeys = [&] {
            return QApplication::activeWindow() == wizard
                && wizard->isAncestorOf(QApplication::focusWidget());
        };
        return wizard && QTest::qWaitFor(hasKeys) ? wizard : nullptr;
    }
    ChildPoolSheet *edit(const QString &name)
    {
        forms->open(Command::EditSettings, {.nodes = {named(name)->node}}, false);
        auto *sheet = console.openDialog<ChildPoolSheet>();
        const auto hasKeys = [&] {
            return QApplication::activeWindow() == sheet
                && sheet->isAncestorOf(QApplication::focusWidget());
        };
        return sheet && QTest::qWaitFor(hasKeys) ? sheet : nullptr;
    }
    bool isOpen() const { return console.openDialog<ChildPoolWizard>(); }
    const QList<JobRecord> &records() const { return console.services->jobs().records(); }

    ConsoleFixture console;

private:
    bool m_http;
    std::unique_ptr<ServedTarget> m_served;

public:
    std::unique_ptr<Forms> forms;
};

inline bool nextIsOn(const ChildPoolWizard &wizard)
{
    return wizard.button(QWizard::NextButton)->isEnabled();
}

} // namespace Cistern
