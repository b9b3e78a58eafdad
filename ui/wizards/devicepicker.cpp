// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/devicepicker.h"

#include "models/rootpoolcall.h"
#include "ui/text/units.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltips.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum Column { NameColumn, SizeColumn, TypeColumn, StateColumn, ColumnCount };
constexpr int pathRole = Qt::UserRole + 100;
constexpr quint16 processorType = 3;

QString iconOf(quint16 type)
{
    constexpr quint16 memory = 4;
    return type == processorType          ? u"hyperv"_s
        : type == memory                  ? u"memory"_s
        : ClusterFacts::countsBytes(type) ? u"extent"_s
                                          : u"endpoint"_s;
}

// Three digits are enough to tell 2.4 from 2.6 GHz.
QString speedText(quint64 speed, quint16 type, const QLocale &locale)
{
    const bool giga = speed >= 1'000'000'000;
    const QString number = locale.toString(double(speed) / (giga ? 1e9 : 1e6), 'g', 3);
    if (type == processorType)
        return giga ? DevicePicker::tr("%1 GHz").arg(number)
                    : DevicePicker::tr("%1 MHz").arg(number);
    return giga ? DevicePicker::tr("%1 Gbit/s").arg(number)
                : DevicePicker::tr("%1 Mbit/s").arg(number);
}

QString sizeText(const DeviceFacts &device, const QLocale &locale)
{
    if (device.bytes)
        return formatSize(*device.bytes, locale);
    return device.speed ? speedText(*device.speed, device.type, locale) : QString();
}
} // namespace

DevicePicker::DevicePicker(QWidget *parent)
    : QWidget(parent)
    , m_facts(QList<CimInstance>(), QList<CimInstance>())
    , m_top(new QHBoxLayout)
    , m_filter(new QLineEdit(this))
    , m_onlyFree(new QCheckBox(tr("Only &free devices"), this))
    , m_view(new QTreeView(this))
    , m_model(new QStandardItemModel(this))
    , m_glyph(new StateGlyph(this))
    , m_sum(new Label(Label::Kind::Heading, QString(), this))
    , m_exact(new Label(Label::Kind::Grey, QString(), this))
    , m_none(new LinkButton(tr("&Choose none"), this))
    , m_away(new Banner(this, Banner::Buttons::Below))
{
    m_filter->setPlaceholderText(tr("Filter devices"));
    m_filter->setAccessibleName(tr("Filter devices"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
    m_filter->setMaximumWidth(fontMetrics().averageCharWidth() * 34);
    m_glyph->setGlyphSize(14);
    m_none->setAutoDefault(false);

    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Devices"));
    m_view->setIndentation(16);
    StateDelegate::paintRows(
        m_view,
        {{NameColumn, StateDelegate::Layout::Name}, {StateColumn, StateDelegate::Layout::State}});

    m_top->setSpacing(12);
    m_top->addStretch(1);
    m_top->addWidget(m_filter, 4);
    m_top->addWidget(m_onlyFree);
    auto *sum = new QHBoxLayout;
    sum->setSpacing(8);
    sum->addWidget(m_glyph);
    sum->addWidget(m_sum);
    sum->addWidget(m_exact);
    sum->addStretch(1);
    sum->addWidget(m_none);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(m_top);
    column->addWidget(m_view, 1);
    column->addLayout(sum);
    column->addWidget(m_away);
    m_away->hide();

    connect(m_model, &QStandardItemModel::itemChanged, this, &DevicePicker::followTicks);
    connect(m_filter, &QLineEdit::textChanged, this, &DevicePicker::applyFilter);
    connect(m_onlyFree, &QCheckBox::toggled, this, &DevicePicker::applyFilter);
    connect(m_none, &QPushButton::clicked, this, [this] { setTicked({}); });
}

void DevicePicker::addLeading(QWidget *widget)
{
    m_top->insertWidget(m_leading++, widget);
}

void DevicePicker::setFacts(const ClusterFacts &facts, const CimPath &pool)
{
    const bool same = facts.nodes() == m_facts.nodes() && facts.pools() == m_facts.pools()
        && pool == m_pool && m_model->rowCount() > 0;
    m_facts = facts;
    m_pool = pool;
    if (!same)
        rebuild();
}

void DevicePicker::setType(std::optional<quint16> type)
{
    if (type == m_type)
        return;
    m_type = type;
    greyOut();
    applyFilter();
    showSum();
}

void DevicePicker::setTicked(const QList<CimPath> &devices)
{
    if (devices == m_ticked)
        return;
    m_ticked = devices;
    rebuild();
    Q_EMIT changed();
}

std::optional<quint16> DevicePicker::type() const
{
    return RootPool::typeOf({.name = {}, .type = m_type, .devices = m_ticked}, m_facts);
}

template<class Visit>
void DevicePicker::eachDevice(Visit visit) const
{
    for (int group = 0; group < m_model->rowCount(); ++group) {
        QStandardItem *node = m_model->item(group);
        for (int row = 0; row < node->rowCount(); ++row) {
            const DeviceFacts *device = m_facts.device(
                node->child(row)->data(pathRole).value<CimPath>());
            if (device)
                visit(node, row, *device);
        }
    }
}

void DevicePicker::rebuild()
{
    m_filling = true;
    const QString current = m_view->currentIndex().siblingAtColumn(0).data(PathRole).toString();
    m_model->clear();
    m_model->setColumnCount(ColumnCount);
    m_model->setHorizontalHeaderLabels(
        {tr("Device"), tr("Size or speed"), tr("Type"), tr("State")});
    m_model->horizontalHeaderItem(SizeColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const NodeFacts &node : m_facts.nodes()) {
        QStandardItem *item = addNode(node);
        for (const DeviceFacts &device : node.devices)
            addDevice(item, device);
    }
    m_view->expandAll();
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 8);
    for (const int column : {SizeColumn, TypeColumn, StateColumn})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_filling = false;
    greyOut();
    applyFilter();
    showSum();
    tellAway();
    // The row people were at, else the first that can be ticked.
    QModelIndex chosen;
    eachDevice([&](const QStandardItem *node, int row, const DeviceFacts &) {
        const QStandardItem *item = node->child(row);
        if (item->data(PathRole).toString() == current
            || (!chosen.isValid() && current.isEmpty() && item->isEnabled()))
            chosen = item->index();
    });
    if (chosen.isValid())
        m_view->setCurrentIndex(chosen);
}

QStandardItem *DevicePicker::addNode(const NodeFacts &node)
{
    QList<QStandardItem *> row;
    for (int column = 0; column < ColumnCount; ++column) {
        auto *item = new QStandardItem;
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        row.append(item);
    }
    row[NameColumn]->setText(node.name);
    row[NameColumn]->setFont(scaledFont(font(), 1.0, true));
    row[NameColumn]->setData(u"system"_s, IconRole);
    row[NameColumn]->setData(int(node.away ? State::Retrying : node.state), StateRole);
    m_model->appendRow(row);
    return row[NameColumn];
}

void DevicePicker::addDevice(QStandardItem *node, const DeviceFacts &device)
{
    QList<QStandardItem *> row;
    for (int column = 0; column < ColumnCount; ++column) {
        auto *item = new QStandardItem;
        item->setEditable(false);
        row.append(item);
    }
    row[NameColumn]->setText(device.name);
    row[NameColumn]->setData(iconOf(device.type), IconRole);
    row[NameColumn]->setData(QVariant::fromValue(device.path), pathRole);
    row[NameColumn]->setData(device.path.toText(), PathRole);
    row[NameColumn]->setCheckable(true);
    row[NameColumn]->setCheckState(m_ticked.contains(device.path) ? Qt::Checked : Qt::Unchecked);
    row[SizeColumn]->setText(sizeText(device, locale()));
    row[SizeColumn]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (device.bytes)
        row[SizeColumn]->setToolTip(formatExact(*device.bytes, locale()));
    row[TypeColumn]->setText(ClusterFacts::typeName(device.type));
    node->appendRow(row);
}

void DevicePicker::followTicks()
{
    if (m_filling)
        return;
    QList<CimPath> now;
    eachDevice([&](const QStandardItem *node, int row, const DeviceFacts &device) {
        if (node->child(row)->checkState() == Qt::Checked)
            now.append(device.path);
    });
    QList<CimPath> kept;
    for (const CimPath &path : std::as_const(m_ticked)) {
        if (now.contains(path) || !m_facts.device(path)) // those may still come
            kept.append(path);
    }
    for (const CimPath &path : std::as_const(now)) {
        if (!kept.contains(path))
            kept.append(path);
    }
    if (kept == m_ticked)
        return;
    m_ticked = kept;
    greyOut();
    showSum();
    Q_EMIT changed();
}

// What can't be chosen at the moment, and why.
void DevicePicker::greyOut()
{
    m_filling = true;
    const std::optional<quint16> wanted = type();
    eachDevice([&](const QStandardItem *node, int row, const DeviceFacts &device) {
        const QString why = RootPool::refusal(device, wanted, m_facts, m_pool);
        const QString words = !why.isEmpty() ? why
            : device.status                  ? QCoreApplication::translate("Code", device.status)
                                             : stateWord(device.state);
        QStandardItem *state = node->child(row, StateColumn);
        state->setData(int(why.isEmpty() ? device.state : State::Stopped), StateRole);
        state->setData(words, StateTextRole);
        state->setText(words);
        for (int column = 0; column < ColumnCount; ++column) {
            node->child(row, column)->setEnabled(why.isEmpty() || m_ticked.contains(device.path));
            if (column != SizeColumn)
                node->child(row, column)->setToolTip(plainToolTip(why));
        }
        QStringList spoken{device.name, node->child(row, SizeColumn)->text(),
                           ClusterFacts::typeName(device.type), words};
        spoken.removeAll(QString());
        node->child(row)->setData(spoken.join(u", "_s), Qt::AccessibleTextRole);
    });
    for (int group = 0; group < m_model->rowCount(); ++group) {
        const NodeFacts &facts = m_facts.nodes().at(group);
        QStandardItem *state = m_model->item(group, StateColumn);
        int chosen = 0;
        for (const DeviceFacts &device : facts.devices)
            chosen += int(m_ticked.contains(device.path));
        const QString words = facts.away ? tr("Not reachable")
            : facts.devices.isEmpty()
            ? tr("No devices")
            : tr("%1 of %2 chosen")
                  .arg(locale().toString(chosen), locale().toString(facts.devices.size()));
        state->setData(words, StateTextRole);
        state->setText(words);
        m_model->item(group)->setData(facts.name + u", "_s + words, Qt::AccessibleTextRole);
    }
    m_view->setColumnHidden(TypeColumn, m_type.has_value());
    const QString size = !m_type             ? tr("Size or speed")
        : ClusterFacts::countsBytes(*m_type) ? tr("Size")
                                             : tr("Speed");
    m_model->setHeaderData(SizeColumn, Qt::Horizontal, size);
    m_filling = false;
}

void DevicePicker::applyFilter()
{
    const QString wanted = m_filter->text().trimmed();
    eachDevice([&](const QStandardItem *node, int row, const DeviceFacts &device) {
        const bool ofType = !m_type || device.type == *m_type;
        const bool ticked = m_ticked.contains(device.path);
        const bool named = wanted.isEmpty() || device.name.contains(wanted, Qt::CaseInsensitive)
            || device.node.contains(wanted, Qt::CaseInsensitive);
        const bool free = !m_onlyFree->isChecked() || ticked || (device.isFree() && !device.away);
        m_view->setRowHidden(row, node->index(), !ofType || !named || !free);
    });
}

QString DevicePicker::sumText(const QList<CimPath> &devices, quint16 type,
                              const ClusterFacts &facts)
{
    QStringList nodes;
    for (const CimPath &path : devices) {
        const DeviceFacts *device = facts.device(path);
        if (device && !nodes.contains(device->node))
            nodes.append(device->node);
    }
    const QString count = tr("%n devices", nullptr, int(devices.size()));
    const QString where = tr("on %n nodes", nullptr, int(nodes.size()));
    if (!ClusterFacts::countsBytes(type))
        return tr("%1 %2", "3 devices, on 2 nodes").arg(count, where);
    return tr("%1 %2, %3", "3 devices, on 2 nodes, 10.9 TiB")
        .arg(count, where, formatSize(RootPool::capacityOf(devices, type, facts)));
}

void DevicePicker::showSum()
{
    const auto wanted = type();
    const bool any = !m_ticked.isEmpty();
    m_glyph->setState(any ? State::Ok : State::Info);
    m_sum->setText(any          ? sumText(m_ticked, wanted.value_or(0), m_facts)
                       : wanted ? tr("No device chosen; the pool starts empty")
                                : tr("Choose the first device; it decides the type"));
    const bool bytes = any && wanted && ClusterFacts::countsBytes(*wanted);
    m_exact->setText(bytes ? formatExact(RootPool::capacityOf(m_ticked, *wanted, m_facts), locale())
                           : QString());
    m_none->setEnabled(any);
}

void DevicePicker::tellAway()
{
    QStringList names;
    for (const NodeFacts &node : m_facts.nodes()) {
        if (node.away)
            names.append(isolated(node.name));
    }
    m_away->setVisible(!names.isEmpty());
    if (!names.isEmpty())
        m_away->setText(
            {.state = State::Info,
             .problem = tr("%1 can't be asked right now.").arg(locale().createSeparatedList(names)),
             .lines = {tr("Devices there can be chosen as soon as it answers.")},
             .details = {}});
}

} // namespace Cistern
