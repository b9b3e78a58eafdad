// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One window with every building block in it.
#pragma once

#include "tests/gui/gallerymodels.h"

#include "models/roles.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/beforeafter.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/checklistcard.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/sizeedit.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/steplist.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

// Left: lists; middle: a pane; right: forms.
class Gallery : public QWidget
{
public:
    Gallery()
    {
        setWindowTitle(QStringLiteral("Gallery"));
        auto *outer = new QVBoxLayout(this);
        outer->setContentsMargins(0, 0, 0, 0);
        outer->setSpacing(0);
        outer->addWidget(toolBar());
        auto *columns = new QHBoxLayout;
        columns->setSpacing(0);
        columns->addWidget(lists());
        columns->addWidget(pane(), 1);
        columns->addWidget(forms());
        outer->addLayout(columns, 1);
        outer->addWidget(jobs());
        resize(1760, 1180);
    }

    QAction *action(const QString &icon_, const QString &text)
    {
        auto *a = new QAction(icon(icon_), text, this);
        return a;
    }

    CapacityBar *bar = nullptr;
    SizeEdit *size = nullptr;
    LadderView *ladder = nullptr;
    PropertyGrid *grid = nullptr;
    QTreeView *tree = nullptr;

    void setFormWidth(int width) { m_forms->setFixedWidth(width); }

private:
    QWidget *m_forms = nullptr;

    QWidget *toolBar()
    {
        auto *bar_ = new QToolBar(this);
        bar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        bar_->addAction(action(QStringLiteral("connect"), QStringLiteral("Connect…")));
        bar_->addAction(action(QStringLiteral("refresh"), QStringLiteral("Refresh")));
        bar_->addSeparator();
        bar_->addAction(action(QStringLiteral("newpool"), QStringLiteral("New pool…")));
        QAction *pipe = action(QStringLiteral("newpipe"), QStringLiteral("New pipe…"));
        pipe->setEnabled(false);
        bar_->addAction(pipe);
        QAction *list = action(QStringLiteral("list"), QStringLiteral("List"));
        list->setCheckable(true);
        list->setChecked(true);
        bar_->addAction(list);
        for (const char *name :
             {"system",     "hyperv",     "cluster",  "computer", "pool",   "extent", "volume",
              "primordial", "pipe",       "site",     "resize",   "rename", "delete", "code",
              "search",     "filter",     "folder",   "close",    "copy",   "key",    "user",
              "job",        "settings",   "help",     "stop",     "map",    "flask",  "import",
              "save",       "history",    "endpoint", "memory",   "eye",    "swap",   "plus",
              "check",      "properties", "shield"}) {
            auto *label = new QLabel(bar_);
            label->setPixmap(
                icon(QString::fromLatin1(name)).pixmap(QSize(16, 16), devicePixelRatioF()));
            label->setContentsMargins(3, 0, 3, 0);
            bar_->addWidget(label);
        }
        return bar_;
    }

    QWidget *lists()
    {
        auto *side = new QWidget(this);
        side->setFixedWidth(300);
        auto *column = new QVBoxLayout(side);
        column->setContentsMargins(8, 8, 8, 8);
        auto *filter = new QLineEdit(side);
        filter->setPlaceholderText(QStringLiteral("Filter  (Ctrl+F)"));
        filter->addAction(icon(QLatin1StringView("filter")), QLineEdit::LeadingPosition);
        column->addWidget(filter);
        tree = new QTreeView(side);
        tree->setHeaderHidden(true);
        tree->setModel(treeModel(tree));
        tree->setItemDelegate(new StateDelegate(StateDelegate::Layout::TreeRow, tree));
        tree->setAccessibleName(QStringLiteral("Systems"));
        tree->setUniformRowHeights(true);
        tree->expandAll();
        const QModelIndex system = tree->model()->index(0, 0).model()->index(
            0, 0, tree->model()->index(0, 0));
        const QModelIndex pools = tree->model()->index(0, 0, system);
        tree->selectionModel()->select(tree->model()->index(1, 0, pools),
                                       QItemSelectionModel::Select);
        column->addWidget(tree, 1);
        auto *empty = new EmptyState(side, EmptyState::Align::Leading);
        empty->setText(
            QStringLiteral("No other systems yet"),
            QStringLiteral("Add the servers you look after, one by one or from a list."));
        empty->setActions({action(QStringLiteral("connect"), QStringLiteral("Connect…")),
                           action(QStringLiteral("import"), QStringLiteral("Import…"))});
        column->addWidget(empty);
        auto *steps = new StepList(side);
        steps->setSteps({QStringLiteral("Name"), QStringLiteral("Source and quality"),
                         QStringLiteral("Size"), QStringLiteral("Review")});
        steps->setCurrent(2);
        column->addWidget(steps);
        auto *glyphs = new QHBoxLayout;
        for (const State state : everyState)
            glyphs->addWidget(new StateGlyph(state, 16, side));
        column->addLayout(glyphs);
        auto *large = new QHBoxLayout;
        for (const State state :
             {State::Warning, State::Error, State::CertificateChanged, State::Ok})
            large->addWidget(new StateGlyph(state, 40, side));
        column->addLayout(large);
        return side;
    }

    QWidget *pane()
    {
        auto *middle = new QWidget(this);
        middle->setBackgroundRole(QPalette::Base);
        middle->setAutoFillBackground(true);
        auto *column = new QVBoxLayout(middle);
        column->setContentsMargins(0, 0, 0, 0);
        auto *header = new PaneHeader(middle);
        header->setIconName(QStringLiteral("pool"));
        header->setTitle(QStringLiteral("gold-pool"));
        header->setState(State::Ok);
        header->setLine(QStringLiteral("Storage pool on iscsi01 · London · seen 2 s ago"));
        header->setActions({action(QStringLiteral("resize"), QStringLiteral("Resize…")),
                            action(QStringLiteral("rename"), QStringLiteral("Rename…")),
                            action(QStringLiteral("delete"), QStringLiteral("Delete…"))});
        column->addWidget(header);
        auto *tabs = new QTabBar(middle);
        for (const QString &name : {QStringLiteral("Overview"), QStringLiteral("Members"),
                                    QStringLiteral("Used by"), QStringLiteral("Raw")})
            tabs->addTab(name);
        setTabCount(tabs, 1, 3);
        setTabCount(tabs, 2, 5);
        auto *tabRow = new QHBoxLayout;
        tabRow->setContentsMargins(12, 0, 0, 0);
        tabRow->addWidget(tabs);
        column->addLayout(tabRow);
        column->addWidget(new Hairline(middle));

        auto *body = new QVBoxLayout;
        body->setContentsMargins(24, 12, 24, 12);
        body->setSpacing(14);
        auto *banner = new Banner(middle);
        banner->setText({State::Error,
                         QStringLiteral("gold-pool was not resized."),
                         {QStringLiteral("iscsi01 can't make exactly 12 TiB from E: and F:. The "
                                         "nearest size is 11.98 TiB. Nothing was changed.")},
                         QStringLiteral("code 4097")});
        banner->setActions({QStringLiteral("Use 11.98 TiB…"), QStringLiteral("Change sources…")});
        body->addWidget(banner);

        auto *head = new QHBoxLayout;
        head->addWidget(new Label(Label::Kind::Figure, QStringLiteral("6.2 TiB"), middle));
        head->addWidget(new Label(Label::Kind::Grey, QStringLiteral("used of 10 TiB"), middle));
        head->addStretch(1);
        auto *legend = new Legend(middle);
        legend->setEntries(
            {{Swatch::Used, QStringLiteral("Volumes"), QStringLiteral("4.1 TiB")},
             {Swatch::Children, QStringLiteral("Child pools"), QStringLiteral("2.1 TiB")},
             {Swatch::Free, QStringLiteral("Free"), QStringLiteral("3.8 TiB")},
             {Swatch::LowMark, QStringLiteral("Low from"), QStringLiteral("9 TiB (90 %)")}});
        head->addWidget(legend);
        body->addLayout(head);
        bar = new CapacityBar(middle);
        bar->setCapacity(Capacity::of(62 * TiB / 10, 10 * TiB, 0.9, 21 * TiB / 10));
        body->addWidget(bar);

        grid = new PropertyGrid(middle);
        grid->setGroups({{QStringLiteral("General"),
                          {{QStringLiteral("Name"),
                            QStringLiteral("gold-pool"),
                            {},
                            QStringLiteral("ElementName"),
                            {},
                            State::None},
                           {QStringLiteral("System"),
                            QStringLiteral("iscsi01.lab.example"),
                            {},
                            QStringLiteral("SystemName"),
                            QStringLiteral("system:1"),
                            State::None},
                           {QStringLiteral("State"),
                            QStringLiteral("OK, in service"),
                            {},
                            QStringLiteral("OperationalStatus"),
                            {},
                            State::Ok},
                           {QStringLiteral("Pool ID"),
                            QStringLiteral("MSISCSITARGET:Pool:7c1e-04"),
                            {},
                            QStringLiteral("PoolID"),
                            {},
                            State::None}}},
                         {QStringLiteral("Space and quality"),
                          {{QStringLiteral("Total"),
                            QStringLiteral("10 TiB"),
                            QStringLiteral("10,995,116,277,760 bytes"),
                            QStringLiteral("TotalManagedSpace"),
                            {},
                            State::None},
                           {QStringLiteral("Free"),
                            QStringLiteral("3.8 TiB"),
                            QStringLiteral("4,178,144,185,549 bytes"),
                            QStringLiteral("RemainingManagedSpace"),
                            {},
                            State::None},
                           {QStringLiteral("Low-space warning"),
                            QStringLiteral("When 10 % or less is free"),
                            {},
                            QStringLiteral("LowSpaceWarningThreshold"),
                            {},
                            State::None}}}});
        body->addWidget(grid);

        auto *card = new ChecklistCard(QStringLiteral("Getting started"), middle);
        card->setSteps(
            {{QStringLiteral("This computer is ready"),
              QStringLiteral("It offers pools, volumes and pipes of its own, so that nothing else "
                             "is needed to begin."),
              true,
              true,
              {}},
             {QStringLiteral("Make a pool"),
              QStringLiteral("412 GiB are free in your home folder. A pool sets part of it aside "
                             "for volumes."),
              false,
              true,
              {action(QStringLiteral("newpool"), QStringLiteral("New pool…"))}},
             {QStringLiteral("Connect a server"),
              QStringLiteral(
                  "A Windows iSCSI target, a Hyper-V host, a Hyper-V cluster or another Cistern."),
              false,
              true,
              {action(QStringLiteral("import"), QStringLiteral("Import a list…")),
               action(QStringLiteral("connect"), QStringLiteral("Connect…"))}},
             {QStringLiteral("Join two systems with a pipe"),
              QStringLiteral("Needs two connected systems that offer pipes."),
              false,
              false,
              {}}});
        body->addWidget(card);
        auto *info = new Banner(middle);
        info->setText({State::Info,
                       QStringLiteral("Want to try things out without risk?"),
                       {QStringLiteral("The practice site has three systems with pools, pipes and "
                                       "faults that you can switch on.")},
                       {}});
        info->setActions({QStringLiteral("Open practice site")});
        info->setClosable(true);
        body->addWidget(info);
        auto *quiet = new Card(middle, Card::Look::Quiet);
        auto *inside = new QVBoxLayout(quiet);
        auto *empty = new EmptyState(quiet);
        empty->setText(QStringLiteral("No pools of your own yet"),
                       QStringLiteral("412 GiB are unassigned."));
        empty->setActions({action(QStringLiteral("newpool"), QStringLiteral("New pool…"))});
        inside->addWidget(empty);
        body->addWidget(quiet);
        body->addStretch(1);
        column->addLayout(body, 1);
        return middle;
    }

    QWidget *forms()
    {
        auto *side = new QWidget(this);
        side->setFixedWidth(560);
        m_forms = side;
        auto *column = new QVBoxLayout(side);
        column->setContentsMargins(16, 12, 16, 12);
        column->setSpacing(10);
        size = new SizeEdit(side);
        size->setRange(GiB, 10'464'788 * (quint64(1) << 20), quint64(1) << 20);
        size->setSliderVisible(true);
        size->setSize(10 * TiB);
        column->addWidget(size);

        auto *card = new Card(side);
        auto *inside = new QVBoxLayout(card);
        inside->setContentsMargins(16, 12, 16, 12);
        auto *change = new BeforeAfter(card);
        change->setPlannedLabel(QStringLiteral("This pool"));
        Capacity now = Capacity::of(156 * TiB / 10, 20 * TiB, 0.9);
        Capacity after(now);
        after.planned = now.total - now.used();
        Capacity nowF = Capacity::of(104 * TiB / 10, 16 * TiB, 0.9);
        Capacity afterF(nowF);
        afterF.planned = 2 * TiB;
        change->setSources({{QStringLiteral("E: (primordial)"), now, after},
                            {QStringLiteral("F: (primordial)"), nowF, afterF}});
        inside->addWidget(change);
        column->addWidget(card);

        ladder = new LadderView(side);
        ladder->setRungs(rungs());
        column->addWidget(ladder);

        auto *choices = new QHBoxLayout;
        auto *one = new QRadioButton(QStringLiteral("Same as the source"), side);
        one->setChecked(true);
        choices->addWidget(one);
        choices->addWidget(new QRadioButton(QStringLiteral("Other"), side));
        auto *ticked = new QCheckBox(QStringLiteral("Take all"), side);
        ticked->setChecked(true);
        choices->addWidget(ticked);
        choices->addWidget(new QCheckBox(QStringLiteral("Only free"), side));
        auto *away = new QCheckBox(QStringLiteral("Away"), side);
        away->setEnabled(false);
        choices->addWidget(away);
        column->addLayout(choices);
        auto *fields = new QHBoxLayout;
        auto *combo = new QComboBox(side);
        combo->addItems({QStringLiteral("HTTPS, port 5986"), QStringLiteral("HTTP")});
        combo->setAccessibleName(QStringLiteral("Protocol"));
        auto *spin = new QSpinBox(side);
        spin->setRange(0, 10000);
        spin->setValue(100);
        spin->setAccessibleName(QStringLiteral("Weight"));
        auto *off = new QLineEdit(QStringLiteral("can't be changed"), side);
        off->setEnabled(false);
        off->setAccessibleName(QStringLiteral("Fixed"));
        fields->addWidget(combo);
        fields->addWidget(spin);
        fields->addWidget(off);
        column->addLayout(fields);
        auto *pills = new QHBoxLayout;
        for (const State state :
             {State::Ok, State::Warning, State::Error, State::Busy, State::Info}) {
            auto *pill = new StatePill(side);
            pill->setState(state);
            pills->addWidget(pill);
        }
        pills->addStretch(1);
        column->addLayout(pills);
        auto *buttons = new QHBoxLayout;
        auto *link = new LinkButton(QStringLiteral("Clear finished"), side);
        auto *primary = new QPushButton(QStringLiteral("Create pool"), side);
        setButtonLook(primary, ButtonLook::Primary);
        auto *danger = new QPushButton(icon(QLatin1StringView("delete")),
                                       QStringLiteral("Delete scratch-old"), side);
        setButtonLook(danger, ButtonLook::Danger);
        auto *plain = new QPushButton(QStringLiteral("Cancel"), side);
        auto *grey = new QPushButton(icon(QLatin1StringView("newpipe")), QStringLiteral("Next"),
                                     side);
        grey->setEnabled(false);
        for (QPushButton *button : {static_cast<QPushButton *>(link), primary, danger, plain, grey})
            buttons->addWidget(button);
        column->addLayout(buttons);
        column->addStretch(1);
        return side;
    }

    QWidget *jobs()
    {
        auto *table = new QTableView(this);
        table->setModel(jobModel(table));
        table->setShowGrid(false);
        table->setAccessibleName(QStringLiteral("Jobs"));
        table->verticalHeader()->hide();
        table->verticalHeader()->setDefaultSectionSize(28);
        table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
        table->horizontalHeader()->setStretchLastSection(true);
        table->setItemDelegate(new StateDelegate(StateDelegate::Layout::Plain, table));
        table->setItemDelegateForColumn(0, new StateDelegate(StateDelegate::Layout::Name, table));
        table->setItemDelegateForColumn(2,
                                        new StateDelegate(StateDelegate::Layout::Progress, table));
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        const int widths[] = {400, 160, 260, 260};
        for (int i = 0; i < 4; ++i)
            table->setColumnWidth(i, widths[i]);
        table->setFixedHeight(150);
        return table;
    }
};

} // namespace Cistern
