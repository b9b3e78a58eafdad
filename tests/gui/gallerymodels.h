// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What stands in the lists of the gallery: systems, jobs, the rungs of a ladder, every state.
#pragma once

#include "models/roles.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QStandardItemModel>

namespace Cistern {

inline constexpr quint64 GiB = quint64(1) << 30;
inline constexpr quint64 TiB = quint64(1) << 40;

inline constexpr State everyState[] = {State::Ok,   State::Warning,  State::Error,
                                       State::Busy, State::Retrying, State::CertificateChanged,
                                       State::Info, State::Stopped,  State::Untried};

inline QStandardItem *row(const QString &text, const QString &icon,
                          const QList<std::pair<int, QVariant>> &data)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setData(icon, IconRole);
    for (const auto &[role, value] : data)
        item->setData(value, role);
    return item;
}

inline QStandardItem *pool(const QString &name, int percent, State state = State::Ok)
{
    return row(name, QStringLiteral("pool"),
               {{StateRole, int(state)},
                {TotalRole, 10 * TiB},
                {UsedRole, 10 * TiB / 100 * quint64(percent)},
                {LowMarkRole, 0.9}});
}

inline QStandardItemModel *treeModel(QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    auto *site = row(QStringLiteral("London"), QStringLiteral("site"),
                     {{DetailRole, QStringLiteral("16 systems")}});
    site->setFont(scaledFont(QApplication::font(), 1.0, true));
    auto *system = row(QStringLiteral("iscsi01"), QStringLiteral("system"),
                       {{StateRole, int(State::Ok)}});
    auto *pools = row(QStringLiteral("Pools"), QString(), {{DetailRole, QStringLiteral("4")}});
    auto *gold = pool(QStringLiteral("gold-pool"), 62);
    gold->appendRow(pool(QStringLiteral("gold-sql"), 55));
    pools->appendRows({pool(QStringLiteral("archive"), 41), gold,
                       pool(QStringLiteral("silver-pool"), 93, State::Warning)});
    auto *pipes = row(QStringLiteral("Pipes"), QString(), {{DetailRole, QStringLiteral("2")}});
    pipes->appendRow(row(QStringLiteral("gold-dr → iscsi02"), QStringLiteral("pipe"),
                         {{StateRole, int(State::Ok)}, {DetailRole, QStringLiteral("0.8 ms")}}));
    pipes->appendRow(
        row(QStringLiteral("logs → iscsi11"), QStringLiteral("pipe"),
            {{StateRole, int(State::Error)}, {StateTextRole, QStringLiteral("Lost contact")}}));
    system->appendRows({pools, pipes});
    site->appendRow(system);
    site->appendRow(
        row(QStringLiteral("hvclus01"), QStringLiteral("cluster"),
            {{StateRole, int(State::Warning)}, {StateTextRole, QStringLiteral("Degraded")}}));
    site->appendRow(row(QStringLiteral("hv07"), QStringLiteral("hyperv"),
                        {{StateRole, int(State::Retrying)},
                         {StateTextRole, QStringLiteral("Retry in 12 s")},
                         {StaleRole, true}}));
    site->appendRow(
        row(QStringLiteral("hv21"), QStringLiteral("hyperv"),
            {{StateRole, int(State::Busy)}, {StateTextRole, QStringLiteral("Loading…")}}));
    site->appendRow(row(QStringLiteral("hv22"), QStringLiteral("hyperv"),
                        {{StateRole, int(State::CertificateChanged)}}));
    site->appendRow(row(QStringLiteral("This computer"), QStringLiteral("computer"),
                        {{StateRole, int(State::Ok)}}));
    model->appendRow(site);
    return model;
}

inline QStandardItemModel *jobModel(QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels({QStringLiteral("Job"), QStringLiteral("System"),
                                      QStringLiteral("Progress"), QStringLiteral("Done"),
                                      QStringLiteral("Time left / result")});
    const auto add = [model](State state, const QString &name, const QString &system,
                             const QVariant &progress, bool busy, const QString &result,
                             const QString &done, const QString &left) {
        auto *bar = row(result, QString(),
                        {{StateRole, int(state)}, {BusyRole, busy}, {ProgressRole, progress}});
        auto *first = row(name, QString(), {{StateRole, int(state)}});
        model->appendRow({first, row(system, QString(), {}), bar, row(done, QString(), {}),
                          row(left, QString(), {})});
    };
    add(State::Busy, QStringLiteral("Create pool \"bronze-pool\""), QStringLiteral("iscsi11"), 0.62,
        true, {}, QStringLiteral("310 of 500 GiB · 1.05 GiB/s"), QStringLiteral("About 3 min"));
    add(State::Warning, QStringLiteral("Create pipe \"tape-dr\""),
        QStringLiteral("iscsi02 ⇄ iscsi12"), {}, true, {},
        QStringLiteral("Reading the pipes again"), QStringLiteral("No answer after 60 s"));
    add(State::Error, QStringLiteral("Grow pool \"gold-pool\" to 12 TiB"),
        QStringLiteral("iscsi01"), {}, false, QStringLiteral("Nothing was changed"),
        QStringLiteral("Nearest size 11.98 TiB"), QStringLiteral("Failed: size not supported"));
    add(State::Ok, QStringLiteral("Create pool \"archive\""), QStringLiteral("iscsi01"), {}, false,
        QStringLiteral("All of it written"), QStringLiteral("8 TiB"),
        QStringLiteral("Done in 4 min 12 s"));
    return model;
}

inline QList<LadderRung> rungs()
{
    return {
        {State::Ok,
         QStringLiteral("Name"),
         QStringLiteral("10.20.4.13 (A record, lab.example)"),
         QStringLiteral("3 ms"),
         {},
         {},
         {}},
        {State::Ok,
         QStringLiteral("Network"),
         QStringLiteral("Port 5986 is open"),
         QStringLiteral("1 ms"),
         {},
         {},
         {}},
        {State::Error,
         QStringLiteral("Sign-in"),
         QStringLiteral("Refused: access is denied"),
         QStringLiteral("212 ms"),
         BannerText{
             State::Error,
             QStringLiteral("iscsi03 knows LAB\\svc-cistern but doesn't let it manage the server."),
             {QStringLiteral("Cause: the account is in neither Administrators nor Remote "
                             "Management Users there."),
              QStringLiteral(
                  "Fix: sign in as another account, or run this on iscsi03 and try again:")},
             QStringLiteral("access denied, code 5")},
         QStringLiteral(
             "Add-LocalGroupMember -Group \"Remote Management Users\" -Member LAB\\svc-cistern"),
         {QStringLiteral("Sign in as…")}},
        {State::Untried,
         QStringLiteral("Namespaces"),
         QStringLiteral("Not tried: iSCSI target, Hyper-V, cluster"),
         {},
         {},
         {},
         {}}};
}

// What each test begins with.
inline void beginLightLeftToRight()
{
    applyAppearance(*qApp, Appearance::Light);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

} // namespace Cistern
