// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every building block in one window, in both themes and both directions: facts that can be
// measured are, and pictures of the rest lie in the build folder's screenshots.

#include "models/roles.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/beforeafter.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/checklistcard.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/progressbar.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/sizeedit.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/steplist.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolBar>
#include <QTreeView>

#include <cmath>
#include <memory>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint64 GiB = quint64(1) << 30;
constexpr quint64 TiB = quint64(1) << 40;

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}

// WCAG 2.1
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
}

QImage painted(const QSize &size, const QColor &background,
               const std::function<void(QPainter *)> &paint)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(background);
    QPainter painter(&image);
    paint(&painter);
    return image;
}

bool near(const QColor &a, const QColor &b, int tolerance = 6)
{
    return qAbs(a.red() - b.red()) <= tolerance && qAbs(a.green() - b.green()) <= tolerance
        && qAbs(a.blue() - b.blue()) <= tolerance;
}

constexpr State everyState[] = {State::Ok,   State::Warning,  State::Error,
                                State::Busy, State::Retrying, State::CertificateChanged,
                                State::Info, State::Stopped,  State::Untried};

QStandardItem *row(const QString &text, const QString &icon,
                   const QList<std::pair<int, QVariant>> &data)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setData(icon, IconRole);
    for (const auto &[role, value] : data)
        item->setData(value, role);
    return item;
}

QStandardItem *pool(const QString &name, int percent, State state = State::Ok)
{
    return row(name, u"pool"_s,
               {{StateRole, int(state)},
                {TotalRole, 10 * TiB},
                {UsedRole, 10 * TiB / 100 * quint64(percent)},
                {LowMarkRole, 0.9}});
}

QStandardItemModel *treeModel(QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    auto *site = row(u"London"_s, u"site"_s, {{DetailRole, u"16 systems"_s}});
    site->setFont(scaledFont(QApplication::font(), 1.0, true));
    auto *system = row(u"iscsi01"_s, u"system"_s, {{StateRole, int(State::Ok)}});
    auto *pools = row(u"Pools"_s, QString(), {{DetailRole, u"4"_s}});
    auto *gold = pool(u"gold-pool"_s, 62);
    gold->appendRow(pool(u"gold-sql"_s, 55));
    pools->appendRows({pool(u"archive"_s, 41), gold, pool(u"silver-pool"_s, 93, State::Warning)});
    auto *pipes = row(u"Pipes"_s, QString(), {{DetailRole, u"2"_s}});
    pipes->appendRow(row(u"gold-dr → iscsi02"_s, u"pipe"_s,
                         {{StateRole, int(State::Ok)}, {DetailRole, u"0.8 ms"_s}}));
    pipes->appendRow(row(u"logs → iscsi11"_s, u"pipe"_s,
                         {{StateRole, int(State::Error)}, {StateTextRole, u"Lost contact"_s}}));
    system->appendRows({pools, pipes});
    site->appendRow(system);
    site->appendRow(row(u"hvclus01"_s, u"cluster"_s,
                        {{StateRole, int(State::Warning)}, {StateTextRole, u"Degraded"_s}}));
    site->appendRow(row(u"hv07"_s, u"hyperv"_s,
                        {{StateRole, int(State::Retrying)},
                         {StateTextRole, u"Retry in 12 s"_s},
                         {StaleRole, true}}));
    site->appendRow(row(u"hv21"_s, u"hyperv"_s,
                        {{StateRole, int(State::Busy)}, {StateTextRole, u"Loading…"_s}}));
    site->appendRow(row(u"hv22"_s, u"hyperv"_s, {{StateRole, int(State::CertificateChanged)}}));
    site->appendRow(row(u"This computer"_s, u"computer"_s, {{StateRole, int(State::Ok)}}));
    model->appendRow(site);
    return model;
}

QStandardItemModel *jobModel(QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels(
        {u"Job"_s, u"System"_s, u"Progress"_s, u"Done"_s, u"Time left / result"_s});
    const auto add = [model](State state, const QString &name, const QString &system,
                             const QVariant &progress, bool busy, const QString &result,
                             const QString &done, const QString &left) {
        auto *bar = row(result, QString(),
                        {{StateRole, int(state)}, {BusyRole, busy}, {ProgressRole, progress}});
        auto *first = row(name, QString(), {{StateRole, int(state)}});
        model->appendRow({first, row(system, QString(), {}), bar, row(done, QString(), {}),
                          row(left, QString(), {})});
    };
    add(State::Busy, u"Create pool \"bronze-pool\""_s, u"iscsi11"_s, 0.62, true, {},
        u"310 of 500 GiB · 1.05 GiB/s"_s, u"About 3 min"_s);
    add(State::Warning, u"Create pipe \"tape-dr\""_s, u"iscsi02 ⇄ iscsi12"_s, {}, true, {},
        u"Reading the pipes again"_s, u"No answer after 60 s"_s);
    add(State::Error, u"Grow pool \"gold-pool\" to 12 TiB"_s, u"iscsi01"_s, {}, false,
        u"Nothing was changed"_s, u"Nearest size 11.98 TiB"_s, u"Failed: size not supported"_s);
    add(State::Ok, u"Create pool \"archive\""_s, u"iscsi01"_s, {}, false, u"All of it written"_s,
        u"8 TiB"_s, u"Done in 4 min 12 s"_s);
    return model;
}

QList<LadderRung> rungs()
{
    return {
        {State::Ok, u"Name"_s, u"10.20.4.13 (A record, lab.example)"_s, u"3 ms"_s, {}, {}, {}},
        {State::Ok, u"Network"_s, u"Port 5986 is open"_s, u"1 ms"_s, {}, {}, {}},
        {State::Error,
         u"Sign-in"_s,
         u"Refused: access is denied"_s,
         u"212 ms"_s,
         BannerText{
             State::Error,
             u"iscsi03 knows LAB\\svc-cistern but doesn't let it manage the server."_s,
             {u"Cause: the account is in neither Administrators nor Remote Management Users there."_s,
              u"Fix: sign in as another account, or run this on iscsi03 and try again:"_s},
             u"access denied, code 5"_s},
         u"Add-LocalGroupMember -Group \"Remote Management Users\" -Member LAB\\svc-cistern"_s,
         {u"Sign in as…"_s}},
        {State::Untried,
         u"Namespaces"_s,
         u"Not tried: iSCSI target, Hyper-V, cluster"_s,
         {},
         {},
         {},
         {}}};
}

// The window of all blocks. Left: lists; middle: a pane; right: forms.
class Gallery : public QWidget
{
public:
    Gallery()
    {
        setWindowTitle(u"Gallery"_s);
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
        bar_->addAction(action(u"connect"_s, u"Connect…"_s));
        bar_->addAction(action(u"refresh"_s, u"Refresh"_s));
        bar_->addSeparator();
        bar_->addAction(action(u"newpool"_s, u"New pool…"_s));
        QAction *pipe = action(u"newpipe"_s, u"New pipe…"_s);
        pipe->setEnabled(false);
        bar_->addAction(pipe);
        QAction *list = action(u"list"_s, u"List"_s);
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
        filter->setPlaceholderText(u"Filter  (Ctrl+F)"_s);
        filter->addAction(icon("filter"_L1), QLineEdit::LeadingPosition);
        column->addWidget(filter);
        tree = new QTreeView(side);
        tree->setHeaderHidden(true);
        tree->setModel(treeModel(tree));
        tree->setItemDelegate(new StateDelegate(StateDelegate::Layout::TreeRow, tree));
        tree->setAccessibleName(u"Systems"_s);
        tree->setUniformRowHeights(true);
        tree->expandAll();
        const QModelIndex system = tree->model()->index(0, 0).model()->index(
            0, 0, tree->model()->index(0, 0));
        const QModelIndex pools = tree->model()->index(0, 0, system);
        tree->selectionModel()->select(tree->model()->index(1, 0, pools),
                                       QItemSelectionModel::Select);
        column->addWidget(tree, 1);
        auto *empty = new EmptyState(side, EmptyState::Align::Leading);
        empty->setText(u"No other systems yet"_s,
                       u"Add the servers you look after, one by one or from a list."_s);
        empty->setActions({action(u"connect"_s, u"Connect…"_s), action(u"import"_s, u"Import…"_s)});
        column->addWidget(empty);
        auto *steps = new StepList(side);
        steps->setSteps({u"Name"_s, u"Source and quality"_s, u"Size"_s, u"Review"_s});
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
        header->setIconName(u"pool"_s);
        header->setTitle(u"gold-pool"_s);
        header->setState(State::Ok);
        header->setLine(u"Storage pool on iscsi01 · London · seen 2 s ago"_s);
        header->setActions({action(u"resize"_s, u"Resize…"_s), action(u"rename"_s, u"Rename…"_s),
                            action(u"delete"_s, u"Delete…"_s)});
        column->addWidget(header);
        auto *tabs = new QTabBar(middle);
        for (const QString &name : {u"Overview"_s, u"Members"_s, u"Used by"_s, u"Raw"_s})
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
        banner->setText(
            {State::Error,
             u"gold-pool was not resized."_s,
             {u"iscsi01 can't make exactly 12 TiB from E: and F:. The nearest size is 11.98 TiB. Nothing was changed."_s},
             u"code 4097"_s});
        banner->setActions({u"Use 11.98 TiB…"_s, u"Change sources…"_s});
        body->addWidget(banner);

        auto *head = new QHBoxLayout;
        head->addWidget(new Label(Label::Kind::Figure, u"6.2 TiB"_s, middle));
        head->addWidget(new Label(Label::Kind::Grey, u"used of 10 TiB"_s, middle));
        head->addStretch(1);
        auto *legend = new Legend(middle);
        legend->setEntries({{Swatch::Used, u"Volumes"_s, u"4.1 TiB"_s},
                            {Swatch::Children, u"Child pools"_s, u"2.1 TiB"_s},
                            {Swatch::Free, u"Free"_s, u"3.8 TiB"_s},
                            {Swatch::LowMark, u"Low from"_s, u"9 TiB (90 %)"_s}});
        head->addWidget(legend);
        body->addLayout(head);
        bar = new CapacityBar(middle);
        bar->setCapacity(Capacity::of(62 * TiB / 10, 10 * TiB, 0.9, 21 * TiB / 10));
        body->addWidget(bar);

        grid = new PropertyGrid(middle);
        grid->setGroups(
            {{u"General"_s,
              {{u"Name"_s, u"gold-pool"_s, {}, u"ElementName"_s, {}, State::None},
               {u"System"_s,
                u"iscsi01.lab.example"_s,
                {},
                u"SystemName"_s,
                u"system:1"_s,
                State::None},
               {u"State"_s, u"OK, in service"_s, {}, u"OperationalStatus"_s, {}, State::Ok},
               {u"Pool ID"_s, u"MSISCSITARGET:Pool:7c1e-04"_s, {}, u"PoolID"_s, {}, State::None}}},
             {u"Space and quality"_s,
              {{u"Total"_s,
                u"10 TiB"_s,
                u"10,995,116,277,760 bytes"_s,
                u"TotalManagedSpace"_s,
                {},
                State::None},
               {u"Free"_s,
                u"3.8 TiB"_s,
                u"4,178,144,185,549 bytes"_s,
                u"RemainingManagedSpace"_s,
                {},
                State::None},
               {u"Low-space warning"_s,
                u"When 10 % or less is free"_s,
                {},
                u"LowSpaceWarningThreshold"_s,
                {},
                State::None}}}});
        body->addWidget(grid);

        auto *card = new ChecklistCard(u"Getting started"_s, middle);
        card->setSteps(
            {{u"This computer is ready"_s,
              u"It offers pools, volumes and pipes of its own, so that nothing else is needed to begin."_s,
              true,
              true,
              {}},
             {u"Make a pool"_s,
              u"412 GiB are free in your home folder. A pool sets part of it aside for volumes."_s,
              false,
              true,
              {action(u"newpool"_s, u"New pool…"_s)}},
             {u"Connect a server"_s,
              u"A Windows iSCSI target, a Hyper-V host, a Hyper-V cluster or another Cistern."_s,
              false,
              true,
              {action(u"import"_s, u"Import a list…"_s), action(u"connect"_s, u"Connect…"_s)}},
             {u"Join two systems with a pipe"_s,
              u"Needs two connected systems that offer pipes."_s,
              false,
              false,
              {}}});
        body->addWidget(card);
        auto *info = new Banner(middle);
        info->setText(
            {State::Info,
             u"Want to try things out without risk?"_s,
             {u"The practice site has three systems with pools, pipes and faults that you can switch on."_s},
             {}});
        info->setActions({u"Open practice site"_s});
        info->setClosable(true);
        body->addWidget(info);
        auto *quiet = new Card(middle, Card::Look::Quiet);
        auto *inside = new QVBoxLayout(quiet);
        auto *empty = new EmptyState(quiet);
        empty->setText(u"No pools of your own yet"_s, u"412 GiB are unassigned."_s);
        empty->setActions({action(u"newpool"_s, u"New pool…"_s)});
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
        change->setPlannedLabel(u"This pool"_s);
        Capacity now = Capacity::of(156 * TiB / 10, 20 * TiB, 0.9);
        Capacity after(now);
        after.planned = now.total - now.used();
        Capacity nowF = Capacity::of(104 * TiB / 10, 16 * TiB, 0.9);
        Capacity afterF(nowF);
        afterF.planned = 2 * TiB;
        change->setSources(
            {{u"E: (primordial)"_s, now, after}, {u"F: (primordial)"_s, nowF, afterF}});
        inside->addWidget(change);
        column->addWidget(card);

        ladder = new LadderView(side);
        ladder->setRungs(rungs());
        column->addWidget(ladder);

        auto *choices = new QHBoxLayout;
        auto *one = new QRadioButton(u"Same as the source"_s, side);
        one->setChecked(true);
        choices->addWidget(one);
        choices->addWidget(new QRadioButton(u"Other"_s, side));
        auto *ticked = new QCheckBox(u"Take all"_s, side);
        ticked->setChecked(true);
        choices->addWidget(ticked);
        choices->addWidget(new QCheckBox(u"Only free"_s, side));
        auto *away = new QCheckBox(u"Away"_s, side);
        away->setEnabled(false);
        choices->addWidget(away);
        column->addLayout(choices);
        auto *fields = new QHBoxLayout;
        auto *combo = new QComboBox(side);
        combo->addItems({u"HTTPS, port 5986"_s, u"HTTP"_s});
        combo->setAccessibleName(u"Protocol"_s);
        auto *spin = new QSpinBox(side);
        spin->setRange(0, 10000);
        spin->setValue(100);
        spin->setAccessibleName(u"Weight"_s);
        auto *off = new QLineEdit(u"can't be changed"_s, side);
        off->setEnabled(false);
        off->setAccessibleName(u"Fixed"_s);
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
        auto *link = new LinkButton(u"Clear finished"_s, side);
        auto *primary = new QPushButton(u"Create pool"_s, side);
        setButtonLook(primary, ButtonLook::Primary);
        auto *danger = new QPushButton(icon("delete"_L1), u"Delete scratch-old"_s, side);
        setButtonLook(danger, ButtonLook::Danger);
        auto *plain = new QPushButton(u"Cancel"_s, side);
        auto *grey = new QPushButton(icon("newpipe"_L1), u"Next"_s, side);
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
        table->setAccessibleName(u"Jobs"_s);
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

} // namespace

class TestGallery : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void contrastHoldsInBothThemes_data();
    void contrastHoldsInBothThemes();
    void picturesOfEveryBlock_data();
    void picturesOfEveryBlock();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void everyControlHasAName();
    void everyIconDrawsSomethingAndFollowsThePalette();
    void everyStateHasItsOwnShape();
    void theBarShowsEachPartInItsPlace();
    void theBarIsMirroredRightToLeft();
    void aFullBarTurnsToWarning();
    void thePlanIsHatchedAndTheMarkStaysVisible();
    void theSelectedRowIsSoft();
    void aTreeRowIsMirroredRightToLeft();
    void theDefaultButtonIsFilledFlat();
    void sizeEditReadsAndOffers();
    void sizeEditSliderCoversHugeRanges();
    void sizeEditKeepsAProblemFoundElsewhere();
    void propertyGridKeepsItsWidgetsOnRefresh();
    void propertyGridFoldsIntoOneColumn();
    void serverTextIsShownAsPlainText();
    void stepListTellsWhereOneIs();
    void ladderReportsItsActions();
    void openWindowsFollowTheTheme();
    void rowsAreDescribedInWords();
    void iconsAreSharpAtEveryRatio();
    void rowsCanBeTicked_data();
    void rowsCanBeTicked();
};

void TestGallery::init()
{
    applyAppearance(*qApp, Appearance::Light);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestGallery::contrastHoldsInBothThemes_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestGallery::contrastHoldsInBothThemes()
{
    QFETCH(bool, dark);
    const QPalette p = dark ? darkPalette() : lightPalette();
    QCOMPARE(isDark(p), dark);
    const QColor base = p.color(QPalette::Base);
    const QColor window = p.color(QPalette::Window);
    const QColor text = p.color(QPalette::Text);
    const QColor soft = softSelection(p);

    struct Case
    {
        const char *what;
        QColor ink;
        QColor paper;
        double least;
    };
    QList<Case> cases{
        {"text", text, base, dark ? 13.6 : 16.3},
        {"secondary on base", secondaryText(p), base, dark ? 7.2 : 6.0},
        {"secondary on window", secondaryText(p), window, dark ? 6.4 : 5.4},
        {"placeholder", p.color(QPalette::PlaceholderText), base, dark ? 6.4 : 4.9},
        {"highlighted text", p.color(QPalette::HighlightedText), p.color(QPalette::Highlight),
         dark ? 4.8 : 5.7},
        {"link", p.color(QPalette::Link), base, dark ? 7.5 : 7.0},
        {"field border", fieldBorder(p), base, dark ? 3.5 : 3.4},
        {"field border on window", fieldBorder(p), window, 3.1},
        {"text on selection", text, soft, dark ? 9.3 : 13.7},
        {"secondary on selection", secondaryText(p), soft, dark ? 4.9 : 5.0},
        {"used on groove", spaceColor(Space::Used, p), barGroove(p), dark ? 3.5 : 4.5},
        {"danger", QColor(Qt::white), dangerFill(p), 5.8},
    };
    for (const State state : {State::Ok, State::Warning, State::Error, State::Busy, State::Info}) {
        const QByteArray word = stateWord(state).toLatin1();
        const char *what = qstrdup(word.constData());
        cases.append({what, stateColor(state, p), base, dark ? 7.1 : 5.3});
        cases.append({what, stateColor(state, p), soft, dark ? 4.85 : 4.45});
        cases.append({what, stateColor(state, p), stateBackground(state, p), 4.7});
        cases.append({what, text, stateBackground(state, p), 9.8});
        cases.append({what, stateMarkColor(p), stateColor(state, p), 4.5});
    }
    for (const Case &c : cases) {
        const double found = contrast(c.ink, c.paper);
        QVERIFY2(found >= c.least,
                 qPrintable(u"%1: %2 on %3 is %4, not %5"_s
                                .arg(QString::fromLatin1(c.what), c.ink.name(), c.paper.name())
                                .arg(found)
                                .arg(c.least)));
    }
}

void TestGallery::picturesOfEveryBlock_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("gallery-light") << false << false;
    QTest::newRow("gallery-dark") << true << false;
    QTest::newRow("gallery-light-rtl") << false << true;
    QTest::newRow("gallery-dark-rtl") << true << true;
}

void TestGallery::picturesOfEveryBlock()
{
    QFETCH(bool, dark);
    QFETCH(bool, mirrored);
    applyAppearance(*qApp, dark ? Appearance::Dark : Appearance::Light);
    QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    const QImage image = gallery.grab().toImage();
    QDir().mkpath(QStringLiteral(CISTERN_BINARY_DIR "/screenshots"));
    QVERIFY(image.save(QStringLiteral(CISTERN_BINARY_DIR "/screenshots/%1.png")
                           .arg(QString::fromLatin1(QTest::currentDataTag()))));
    // The pane's own background tells the theme, the tree's side the direction.
    const QPalette palette = dark ? darkPalette() : lightPalette();
    QCOMPARE(image.pixelColor(image.width() / 2, image.height() / 2 + 300).lightness() < 128, dark);
    QVERIFY(near(image.pixelColor(mirrored ? image.width() - 3 : 3, 500),
                 palette.color(QPalette::Window)));
    const QPoint tree = gallery.tree->mapTo(&gallery, gallery.tree->rect().center());
    QCOMPARE(tree.x() > image.width() / 2, mirrored);
}

void TestGallery::nothingIsCutOff_data()
{
    QTest::addColumn<double>("factor");
    QTest::newRow("as it is") << 1.0;
    QTest::newRow("large type") << 1.3;
}

void TestGallery::nothingIsCutOff()
{
    QFETCH(double, factor);
    const QFont before = QApplication::font();
    const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
    QApplication::setFont(scaledFont(before, factor));
    Gallery gallery;
    gallery.setFormWidth(int(560 * factor));
    gallery.resize(int(1760 * factor), int(1180 * factor * 1.1));
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    int checked = 0;
    const QList<QWidget *> widgets = gallery.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const auto *label = qobject_cast<Label *>(widget);
        const bool button = qobject_cast<QPushButton *>(widget);
        if (!widget->isVisible() || (!label && !button && !qobject_cast<StatePill *>(widget)))
            continue;
        ++checked;
        const QString text = label ? label->text()
            : button               ? static_cast<QPushButton *>(widget)->text()
                                   : widget->accessibleName();
        if (label && label->wordWrap()) {
            QVERIFY2(widget->height() >= label->heightForWidth(widget->width()), qPrintable(text));
        } else {
            QVERIFY2(widget->width() >= widget->sizeHint().width(), qPrintable(text));
            QVERIFY2(widget->height() >= widget->sizeHint().height(), qPrintable(text));
        }
    }
    QVERIFY(checked > 60);
}

void TestGallery::everyControlHasAName()
{
    Gallery gallery;
    int checked = 0;
    const QList<QWidget *> widgets = gallery.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool control = qobject_cast<QAbstractButton *>(widget)
            || qobject_cast<QSlider *>(widget) || qobject_cast<CapacityBar *>(widget)
            || qobject_cast<StateGlyph *>(widget) || qobject_cast<StatePill *>(widget)
            || qobject_cast<Banner *>(widget) || qobject_cast<StepList *>(widget)
            || qobject_cast<LadderView *>(widget) || qobject_cast<EmptyState *>(widget)
            || qobject_cast<SizeEdit *>(widget->parentWidget());
        if (!control || qobject_cast<QLabel *>(widget) || widget->inherits("QLineEditIconButton")
            || qobject_cast<FieldProblem *>(widget) || widget->inherits("QTableCornerButton")
            || widget->inherits("QToolBarExtension")
            || widget->metaObject()->className() == QByteArrayLiteral("QWidget"))
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const QString name = button && !button->text().isEmpty() ? button->text()
                                                                 : widget->accessibleName();
        const bool empty = qobject_cast<StateGlyph *>(widget)
            && static_cast<StateGlyph *>(widget)->state() == State::None;
        if (button && button->isHidden())
            continue;
        ++checked;
        QVERIFY2(empty || !name.isEmpty(), widget->metaObject()->className());
    }
    QVERIFY(checked > 50);
    QCOMPARE(gallery.bar->accessibleDescription(), u"6.19 TiB of 10 TiB used, 62 %"_s);
}

void TestGallery::everyIconDrawsSomethingAndFollowsThePalette()
{
    const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 50);
    for (const QString &file : files) {
        const QString name = file.chopped(4);
        const QImage image = iconPixmap(name, 16, Qt::red, 2).toImage();
        QCOMPARE(image.size(), QSize(32, 32));
        int inked = 0;
        int clipped = 0;
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x) {
                const bool ink = qAlpha(image.pixel(x, y)) > 60;
                inked += ink;
                clipped += ink && (x == 0 || y == 0 || x == 31 || y == 31);
            }
        }
        QVERIFY2(inked > 30, qPrintable(name));
        QVERIFY2(clipped == 0, qPrintable(name));
    }
    QVERIFY(icon("no-such-icon"_L1).isNull());

    const QIcon bin = icon("delete"_L1);
    const auto darkest = [&bin] {
        const QImage image = bin.pixmap(QSize(16, 16), 1.0).toImage();
        for (int x = 0; x < 16; ++x) {
            if (qAlpha(image.pixel(x, 4)) > 200)
                return image.pixelColor(x, 4).lightness();
        }
        return -1;
    };
    const int light = darkest();
    applyAppearance(*qApp, Appearance::Dark);
    const int dark = darkest();
    QVERIFY(light >= 0 && light < 128);
    QVERIFY(dark > 128);
}

void TestGallery::everyStateHasItsOwnShape()
{
    // In one colour, so that only the shape can tell them apart.
    QList<QImage> shapes;
    for (const State state : everyState) {
        const QImage image = painted({32, 32}, Qt::white, [state](QPainter *p) {
            paintStateGlyph(p, QRectF(0, 0, 32, 32), state, lightPalette());
        });
        QImage mono(32, 32, QImage::Format_Mono);
        mono.fill(0);
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x)
                mono.setPixel(x, y, image.pixelColor(x, y).lightness() < 190);
        }
        for (const QImage &other : std::as_const(shapes)) {
            int differing = 0;
            for (int y = 0; y < 32; ++y) {
                for (int x = 0; x < 32; ++x)
                    differing += mono.pixelIndex(x, y) != other.pixelIndex(x, y);
            }
            QVERIFY2(differing > 24, qPrintable(stateWord(state)));
        }
        shapes.append(mono);
    }
}

void TestGallery::theBarShowsEachPartInItsPlace()
{
    const QPalette p = lightPalette();
    const Capacity capacity = Capacity::of(60, 100, 0.9, 20);
    const QImage image = painted({200, 20}, Qt::white, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 0, 200, 20), capacity, p, Qt::LeftToRight,
                         MarkStyle::Line);
    });
    QCOMPARE(image.pixelColor(40, 10), spaceColor(Space::Used, p));
    QCOMPARE(image.pixelColor(76, 10), spaceColor(Space::Used, p));
    QCOMPARE(image.pixelColor(100, 10), spaceColor(Space::Children, p));
    QVERIFY(near(image.pixelColor(80, 10), p.color(QPalette::Base), 60)); // the gap between parts
    QCOMPARE(image.pixelColor(140, 10), barGroove(p));
    QVERIFY(near(image.pixelColor(180, 10), stateColor(State::Warning, p), 90));
}

void TestGallery::theBarIsMirroredRightToLeft()
{
    const QPalette p = lightPalette();
    const QImage image = painted({200, 20}, Qt::white, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 0, 200, 20), Capacity::of(30, 100), p, Qt::RightToLeft,
                         MarkStyle::Line);
    });
    QCOMPARE(image.pixelColor(180, 10), spaceColor(Space::Used, p));
    QCOMPARE(image.pixelColor(100, 10), barGroove(p));
    QCOMPARE(image.pixelColor(20, 10), barGroove(p));
    const QImage progress = painted({200, 8}, Qt::white, [&](QPainter *painter) {
        paintProgressBar(painter, QRectF(0, 0, 200, 8), 0.25, p, Qt::RightToLeft);
    });
    QCOMPARE(progress.pixelColor(180, 4), spaceColor(Space::Busy, p));
    QCOMPARE(progress.pixelColor(20, 4), barGroove(p));
}

void TestGallery::aFullBarTurnsToWarning()
{
    const QPalette p = darkPalette();
    const Capacity low = Capacity::of(93, 100, 0.9);
    QVERIFY(low.isLow());
    QVERIFY(!Capacity::of(89, 100, 0.9).isLow());
    QVERIFY(!Capacity::of(100, 100).isLow());
    const QImage image = painted({200, 8}, Qt::black, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 0, 200, 8), low, p, Qt::LeftToRight, MarkStyle::Line);
    });
    QCOMPARE(image.pixelColor(50, 4), spaceColor(Space::Low, p));
    QVERIFY(capacityText(low, QLocale::c()).endsWith(u"low on space"_s));
    // More used than there is, as some servers say for a moment: full, not beyond.
    QCOMPARE(Capacity::of(120, 100).used(), quint64(100));
}

void TestGallery::thePlanIsHatchedAndTheMarkStaysVisible()
{
    const QPalette p = lightPalette();
    Capacity capacity = Capacity::of(40, 100, 0.9);
    capacity.planned = 60;
    const QImage image = painted({300, 24}, Qt::white, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 6, 300, 12), capacity, p, Qt::LeftToRight,
                         MarkStyle::Triangle);
    });
    int darkest = 255;
    int lightest = 0;
    for (int x = 150; x < 240; ++x) {
        darkest = qMin(darkest, image.pixelColor(x, 12).lightness());
        lightest = qMax(lightest, image.pixelColor(x, 12).lightness());
    }
    QVERIFY2(lightest - darkest > 60, "the planned part must not be solid");
    QVERIFY(near(image.pixelColor(270, 13), stateColor(State::Warning, p), 70));
    QVERIFY(near(image.pixelColor(268, 13), p.color(QPalette::Base), 50));      // halo
    QVERIFY(near(image.pixelColor(270, 3), stateColor(State::Warning, p), 70)); // triangle
}

void TestGallery::theSelectedRowIsSoft()
{
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    const QModelIndex selected = gallery.tree->selectionModel()->selectedIndexes().constFirst();
    const QRect row = gallery.tree->visualRect(selected);
    const QImage image = gallery.tree->viewport()->grab().toImage();
    const QColor soft = softSelection(gallery.tree->palette());
    QCOMPARE(image.pixelColor(2, row.center().y()), soft);           // branch area
    QCOMPARE(image.pixelColor(row.left() + 1, row.top() + 2), soft); // cell
    QCOMPARE(image.pixelColor(image.width() - 2, row.center().y()), soft);
    QVERIFY(row.height() >= 26);
}

void TestGallery::aTreeRowIsMirroredRightToLeft()
{
    const auto barSide = [] {
        Gallery gallery;
        gallery.show();
        (void)QTest::qWaitForWindowExposed(&gallery);
        const QModelIndex selected = gallery.tree->selectionModel()->selectedIndexes().constFirst();
        const QRect row = gallery.tree->visualRect(selected);
        const QImage image = gallery.tree->viewport()->grab().toImage();
        const QColor used = spaceColor(Space::Used, gallery.tree->palette());
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, row.center().y()) == used)
                return x < image.width() / 2 ? Qt::LeftEdge : Qt::RightEdge;
        }
        return Qt::TopEdge;
    };
    QCOMPARE(barSide(), Qt::RightEdge);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    QCOMPARE(barSide(), Qt::LeftEdge);
}

void TestGallery::theDefaultButtonIsFilledFlat()
{
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        applyAppearance(*qApp, appearance);
        QPushButton button(u"Create"_s);
        button.setDefault(true);
        button.resize(100, 30);
        QImage image = button.grab().toImage();
        const QColor fill = button.palette().color(QPalette::Highlight);
        QCOMPARE(image.pixelColor(8, 6), fill);
        QCOMPARE(image.pixelColor(8, 24), fill); // no gradient
        setButtonLook(&button, ButtonLook::Danger);
        image = button.grab().toImage();
        QCOMPARE(image.pixelColor(8, 6), dangerFill(button.palette()));
        setButtonLook(&button, ButtonLook::SafeDefault);
        image = button.grab().toImage();
        QCOMPARE(image.pixelColor(8, 8), button.palette().color(QPalette::Button));
        QVERIFY(near(image.pixelColor(0, 15), fill, 30));
    }
}

void TestGallery::sizeEditReadsAndOffers()
{
    SizeEdit edit;
    edit.setLocale(QLocale::c());
    edit.setRange(GiB, 10 * TiB - 20 * GiB, GiB);
    QSignalSpy changed(&edit, &SizeEdit::sizeChanged);
    QTest::keyClicks(edit.lineEdit(), u"2 GiB"_s);
    QCOMPARE(edit.size(), std::optional<quint64>(2 * GiB));
    QVERIFY(edit.problemText().isEmpty());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(changed.constLast().constFirst().value<std::optional<quint64>>(),
             std::optional<quint64>(2 * GiB));

    edit.lineEdit()->setText(u"10 TiB"_s);
    QCOMPARE(edit.size(), std::nullopt);
    QCOMPARE(edit.nearest(), std::optional<quint64>(10 * TiB - 20 * GiB));
    QVERIFY(!edit.isAcceptable());
    QVERIFY(!edit.lineEdit()->accessibleDescription().isEmpty());
    auto *use = edit.findChild<FieldProblem *>()->findChild<QPushButton *>();
    QVERIFY(use->text().contains(u"9.98 TiB"_s));
    use->click();
    QCOMPARE(edit.size(), std::optional<quint64>(10 * TiB - 20 * GiB));
    QVERIFY(edit.isAcceptable());

    edit.lineEdit()->setText(u"1.5 GiB"_s); // not a multiple
    QCOMPARE(edit.size(), std::nullopt);
    QCOMPARE(edit.nearest(), std::optional<quint64>(GiB));
    edit.lineEdit()->setText(u"-1"_s);
    QCOMPARE(edit.size(), std::nullopt);
    QCOMPARE(edit.nearest(), std::nullopt);
    edit.lineEdit()->setText(u"99999999999999999999999 TiB"_s);
    QCOMPARE(edit.nearest(), std::optional<quint64>(10 * TiB - 20 * GiB));
    edit.lineEdit()->clear();
    QVERIFY(edit.problemText().isEmpty() && !edit.isAcceptable());
    edit.setOptional(true);
    QVERIFY(edit.isAcceptable());
}

void TestGallery::sizeEditSliderCoversHugeRanges()
{
    SizeEdit edit;
    edit.setRange(0, ~quint64(0), 1);
    auto *slider = edit.findChild<QSlider *>();
    slider->setValue(slider->maximum());
    QCOMPARE(edit.size(), std::optional<quint64>(~quint64(0)));
    slider->setValue(0);
    QCOMPARE(edit.size(), std::optional<quint64>(0));
    edit.setRange(GiB, 5 * GiB, GiB);
    QCOMPARE(slider->maximum(), 4);
    slider->setValue(2);
    QCOMPARE(edit.size(), std::optional<quint64>(3 * GiB));
    edit.setSize(5 * GiB);
    QCOMPARE(slider->value(), 4);
}

void TestGallery::sizeEditKeepsAProblemFoundElsewhere()
{
    SizeEdit edit;
    edit.setSize(10 * TiB);
    edit.showProblem(u"iscsi01 can't make exactly 10 TiB."_s, 9 * TiB);
    QVERIFY(!edit.isAcceptable());
    QVERIFY(edit.problemText().startsWith(u"iscsi01"_s));
    edit.findChild<FieldProblem *>()->findChild<QPushButton *>()->click();
    QCOMPARE(edit.size(), std::optional<quint64>(9 * TiB));
    QVERIFY(edit.problemText().isEmpty());
}

void TestGallery::propertyGridKeepsItsWidgetsOnRefresh()
{
    PropertyGrid grid;
    const auto content = [](const QString &value) {
        return QList<PropertyGroup>{
            {u"General"_s, {{u"Name"_s, value, {}, u"ElementName"_s, {}, State::None}}}};
    };
    grid.setGroups(content(u"gold"_s));
    const auto value = [&grid] {
        const QList<Label *> labels = grid.findChildren<Label *>();
        for (Label *label : labels) {
            if (label->accessibleName().startsWith(u"Name:"_s))
                return label;
        }
        return static_cast<Label *>(nullptr);
    };
    Label *before = value();
    QVERIFY(before);
    QCOMPARE(before->toolTip(), u"ElementName"_s);
    grid.setGroups(content(u"silver"_s));
    QCOMPARE(value(), before);
    QCOMPARE(before->text(), u"silver"_s);
}

void TestGallery::propertyGridFoldsIntoOneColumn()
{
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    QCOMPARE(gallery.grid->columns(), 2);
    PropertyGrid narrow;
    narrow.setGroups({{u"A"_s, {{u"a"_s, u"b"_s, {}, {}, {}, State::None}}},
                      {u"B"_s, {{u"a"_s, u"b"_s, {}, {}, {}, State::None}}}});
    narrow.resize(400, 300);
    narrow.show();
    QVERIFY(QTest::qWaitForWindowExposed(&narrow));
    QCOMPARE(narrow.columns(), 1);
}

void TestGallery::serverTextIsShownAsPlainText()
{
    Gallery gallery;
    const QString nasty = u"<b>x</b><img src=file:///etc/passwd>"_s;
    Banner banner;
    banner.setText({State::Error, nasty, {nasty}, nasty});
    const QList<QLabel *> labels = banner.findChildren<QLabel *>()
        + gallery.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->text().isEmpty())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(labels.size() > 40);
}

void TestGallery::stepListTellsWhereOneIs()
{
    StepList steps;
    steps.setSteps({u"Name"_s, u"Size"_s, u"Review"_s});
    steps.setCurrent(1);
    QCOMPARE(steps.accessibleDescription(), u"Step 2 of 3: Size"_s);
}

void TestGallery::ladderReportsItsActions()
{
    LadderView ladder;
    ladder.setRungs(rungs());
    QSignalSpy spy(&ladder, &LadderView::actionTriggered);
    ladder.row(2)->trouble()->button(0)->click();
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.constFirst(), (QVariantList{2, 0}));
}

void TestGallery::openWindowsFollowTheTheme()
{
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    applyAppearance(*qApp, Appearance::Dark);
    const QPalette dark = darkPalette();
    QTRY_COMPARE(gallery.palette().color(QPalette::Window), dark.color(QPalette::Window));
    int grey = 0;
    const QList<Label *> labels = gallery.findChildren<Label *>();
    for (const Label *label : labels) {
        const QColor ink = label->palette().color(label->foregroundRole());
        QVERIFY2(contrast(ink, dark.color(QPalette::Window)) > 4, qPrintable(label->text()));
        grey += ink == secondaryText(dark);
    }
    QVERIFY(grey > 10);
    const QImage image = gallery.grab().toImage();
    QCOMPARE(image.pixelColor(image.width() / 2, image.height() - 200), dark.color(QPalette::Base));
    applyAppearance(*qApp, Appearance::System); // none here: the light pair
    QCOMPARE(qApp->palette().color(QPalette::Highlight), lightPalette().color(QPalette::Highlight));
}

void TestGallery::rowsAreDescribedInWords()
{
    const std::unique_ptr<QStandardItemModel> model(treeModel(nullptr));
    const QModelIndex system = model->index(0, 0, model->index(0, 0));
    const QModelIndex pools = model->index(0, 0, system);
    const QLocale locale = QLocale::c();
    QCOMPARE(rowDescription(system, locale), u"iscsi01, OK"_s);
    QCOMPARE(rowDescription(pools, locale), u"Pools, 4"_s);
    QCOMPARE(rowDescription(model->index(2, 0, pools), locale),
             u"silver-pool, Warning, 9.29 TiB of 10 TiB used, 93 %, low on space"_s);
    QCOMPARE(rowDescription(model->index(1, 0, model->index(1, 0, system)), locale),
             u"logs → iscsi11, Lost contact"_s);
}

void TestGallery::iconsAreSharpAtEveryRatio()
{
    for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
        const QPixmap pixmap = icon("pool"_L1).pixmap(QSize(16, 16), ratio);
        QCOMPARE(pixmap.size(), QSize(qRound(16 * ratio), qRound(16 * ratio)));
        QCOMPARE(pixmap.devicePixelRatio(), ratio);
    }
}

void TestGallery::rowsCanBeTicked_data()
{
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("left to right") << false;
    QTest::newRow("right to left") << true;
}

void TestGallery::rowsCanBeTicked()
{
    QFETCH(bool, mirrored);
    QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    QTreeView view;
    QStandardItemModel model;
    auto *item = row(u"E: (primordial)"_s, u"primordial"_s, {});
    item->setCheckable(true);
    model.appendRow(item);
    view.setModel(&model);
    view.setRootIsDecorated(false);
    view.setItemDelegate(new StateDelegate(StateDelegate::Layout::Name, &view));
    view.resize(300, 100);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QRect cell = view.visualRect(model.index(0, 0));
    const QPoint box(mirrored ? cell.right() - 10 : cell.left() + 10, cell.center().y());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, box);
    QCOMPARE(item->checkState(), Qt::Checked);
    const QImage image = view.viewport()->grab().toImage();
    const QColor tick = view.palette().color(QPalette::Highlight);
    bool filled = false;
    for (int x = box.x() - 8; x < box.x() + 8; ++x)
        filled = filled || image.pixelColor(x, box.y() - 4) == tick;
    QVERIFY(filled);
    view.setFocus();
    view.setCurrentIndex(model.index(0, 0));
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(item->checkState(), Qt::Unchecked);
}

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
