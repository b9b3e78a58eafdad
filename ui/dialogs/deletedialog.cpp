// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/deletedialog.h"

#include "models/objectfacts.h"
#include "models/pipefacts.h"
#include "models/storagefacts.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "ui/text/amounts.h"
#include "ui/text/presentation.h"
#include "ui/text/units.h"
#include "ui/widgets/beforeafter.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/requestdialog.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

QList<CimPath> DeleteDialog::Doomed::users() const
{
    return way ? Deletion::users(*way, path, links) : QList<CimPath>();
}

bool DeleteDialog::Doomed::canGo() const
{
    return way && instance && linksRead && users().isEmpty()
        && !(instance->value(u"Primordial").toBool().value_or(false));
}

// Connections of initiators have no way: nobody but their initiator ends them (PIPE.R26).
static const Deletion::Way *wayFor(const CimPath &object)
{
    const Deletion::Way *way = Deletion::wayOf(object);
    return way && way->deed == Deed::DeletePipe && !isReplicationPipe(object) ? nullptr : way;
}

DeleteDialog::DeleteDialog(const Console &console, const QString &systemId,
                           const QList<CimPath> &objects, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_systemId(systemId)
    , m_view(new QTreeView(this))
    , m_model(new QStandardItemModel(this))
    , m_spaceHead(new QWidget(this))
    , m_spaceTitle(new Label(Label::Kind::Heading, QString(), m_spaceHead))
    , m_space(new Label(Label::Kind::Grey, QString(), m_spaceHead))
    , m_card(new Card(this))
    , m_bars(new BeforeAfter(m_card))
{
    for (const CimPath &path : objects)
        m_objects.append(
            {.path = path, .way = wayFor(path), .instance = {}, .failure = {}, .links = {}});
    const auto count = int(objects.size());
    QString title = tr("Delete %n pools – %1", nullptr, count);
    if (subject() == Subject::Elements)
        title = tr("Delete %n volumes or extents – %1", nullptr, count);
    else if (subject() == Subject::Pipes)
        title = tr("Delete %n pipes – %1", nullptr, count);
    setWindowTitle(title.arg(systemName(m_console, m_systemId)));
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("What happens"));
    StateDelegate::paintRows(m_view);
    content()->addWidget(m_view, 1);
    auto *copy = new LinkButton(tr("Copy this &list"), this);
    copy->setFlush(true);
    content()->addWidget(copy, 0, Qt::AlignLeading);

    auto *spaceRow = new QHBoxLayout(m_spaceHead);
    spaceRow->setContentsMargins(0, 8, 0, 0);
    spaceRow->setSpacing(8);
    spaceRow->addWidget(m_spaceTitle);
    spaceRow->addWidget(m_space, 1);
    auto *cardColumn = new QVBoxLayout(m_card);
    cardColumn->setContentsMargins(16, 12, 16, 12);
    cardColumn->addWidget(m_bars);
    content()->addWidget(m_spaceHead);
    content()->addWidget(m_card);

    m_request = new QPushButton(icon("code"_L1), tr("Show &request"), this);
    addSide(m_request);
    m_delete = addAccept(tr("&Delete"));
    m_delete->setDefault(false);
    m_delete->setAutoDefault(false);
    setButtonLook(m_delete, ButtonLook::Danger);
    QPushButton *cancel = addReject(tr("Cancel"));
    setButtonLook(cancel, ButtonLook::SafeDefault);
    cancel->setDefault(true);
    cancel->setFocus();

    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(listText()); });
    connect(m_request, &QPushButton::clicked, this,
            [this] { (new RequestDialog(m_console, m_systemId, calls(), this))->open(); });
    resize(760, 480);

    for (int i = 0; i < m_objects.size(); ++i)
        read(i);
    showAll();
}

DeleteDialog::Subject DeleteDialog::subject() const
{
    const Deletion::Way *way = m_objects.isEmpty() ? nullptr : m_objects.first().way;
    if (way && way->deed == Deed::DeletePipe)
        return Subject::Pipes;
    return way && way->deed == Deed::ReturnElement ? Subject::Elements : Subject::Pools;
}

QString DeleteDialog::nameOf(const Doomed &doomed) const
{
    return doomed.instance ? StorageFacts::nameOf(*doomed.instance)
                           : StorageFacts(m_console.inventory, m_systemId).nameOf(doomed.path);
}

QString DeleteDialog::sizeOf(const CimPath &path) const
{
    const Node *node = m_console.inventory.node(m_console.inventory.find(m_systemId, path));
    const auto size = node ? objectSize(node->instance) : std::nullopt;
    return size ? formatAmount(*size, Cistern::unitOf(node->instance)) : QString();
}

void DeleteDialog::read(int index)
{
    Connection *connection = m_console.connections.connection(m_systemId);
    if (!connection) {
        m_objects[index].failure = Failure{.cause = Failure::Cause::Refused};
        return;
    }
    m_open += 2;
    onDone(connection->get(m_objects.at(index).path, this), this,
           [this, index](const Outcome<CimInstance> &got) {
               if (got)
                   m_objects[index].instance = *got;
               else
                   m_objects[index].failure = got.failure();
               readEnded();
           });
    const Deletion::Way *way = m_objects.at(index).way;
    if (!way || way->linkClass.isEmpty()) {
        m_objects[index].linksRead = true;
        --m_open;
        return;
    }
    Wsman::AssociationFilter filter;
    filter.object = m_objects.at(index).path;
    filter.links = true;
    filter.resultClass = QString(way->linkClass);
    onDone(connection->associators(filter, this), this,
           [this, index](const Outcome<QList<CimInstance>> &got) {
               if (got) {
                   m_objects[index].links = *got;
                   m_objects[index].linksRead = true;
               } else {
                   m_objects[index].failure = got.failure();
               }
               readEnded();
           });
}

void DeleteDialog::readEnded()
{
    --m_open;
    if (m_open == 0)
        showAll();
}

QString DeleteDialog::whatHappens(const Doomed &doomed) const
{
    const QString system = systemName(m_console, m_systemId);
    if (!doomed.way)
        return tr("Stays: it can't be deleted");
    if (m_open > 0)
        return tr("Asking %1…").arg(system);
    if (!doomed.instance)
        return doomed.failure && doomed.failure->cause == Failure::Cause::NotFound
            ? tr("Gone already")
            : tr("Stays: it can't be read now");
    if (!doomed.linksRead)
        return tr("Stays: what uses it can't be read now");
    if (doomed.instance->value(u"Primordial").toBool().value_or(false))
        return tr("Stays: the system itself made it");
    const auto users = int(doomed.users().size());
    if (users > 0)
        return tr("Stays: %1 refuses while %n objects use it", nullptr, users).arg(system);
    if (doomed.way && doomed.way->deed == Deed::DeletePipe)
        return tr("Deleted, with its pairs. Both systems keep their data");
    return tr("Deleted. Nothing uses it");
}

void DeleteDialog::showAll()
{
    const StorageFacts facts(m_console.inventory, m_systemId);
    const Subject what = subject();
    m_model->clear();
    m_model->setHorizontalHeaderLabels({what == Subject::Pools       ? tr("Pool")
                                            : what == Subject::Pipes ? tr("Pipe")
                                                                     : tr("Name"),
                                        what == Subject::Pipes ? tr("State") : tr("Size"),
                                        tr("What happens")});
    const Qt::Alignment sizeAlignment = what == Subject::Pipes ? Qt::AlignLeft | Qt::AlignVCenter
                                                               : Qt::AlignRight | Qt::AlignVCenter;
    m_model->horizontalHeaderItem(1)->setTextAlignment(sizeAlignment);
    const auto row = [&](const CimPath &path, const QString &name, const QString &words) {
        auto *nameItem = new QStandardItem(name);
        nameItem->setData(iconName(path), IconRole);
        auto *sizeItem = new QStandardItem(sizeOf(path));
        sizeItem->setTextAlignment(sizeAlignment);
        return QList<QStandardItem *>{nameItem, sizeItem, new QStandardItem(words)};
    };
    int going = 0;
    QString goingName;
    for (const Doomed &doomed : std::as_const(m_objects)) {
        const QString name = nameOf(doomed);
        const auto items = row(doomed.path, name, whatHappens(doomed));
        items.first()->setFont(scaledFont(font(), 1.0, true));
        items.last()->setData(doomed.canGo() ? u"delete"_s : u"stop"_s, IconRole);
        if (what == Subject::Pipes && doomed.instance)
            items.at(1)->setText(stateWord(objectState(*doomed.instance)));
        if (m_open == 0 && doomed.canGo()) {
            ++going;
            goingName = name;
        }
        const auto below = doomed.users();
        for (const CimPath &user : below)
            items.first()->appendRow(
                row(user, facts.nameOf(user),
                    kindText(presentationOf(user.nameSpace(), user.className(), Variant::Child))));
        const auto freed = Deletion::freedDevices(m_console.inventory, m_systemId, doomed.path);
        for (const CimPath &device : freed) {
            if (doomed.canGo())
                items.first()->appendRow(
                    row(device, facts.nameOf(device), tr("Device, free afterwards")));
        }
        m_model->appendRow(items);
    }
    m_view->expandAll();
    QHeaderView *header = m_view->header();
    header->setSectionResizeMode(0, QHeaderView::Interactive);
    header->resizeSection(0, 240);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->setStretchLastSection(true);

    const auto all = int(m_objects.size());
    QString title;
    if (m_open > 0)
        title = tr("Reading what a delete would do");
    else if (going == 0)
        title = what == Subject::Pools ? tr("No pool can be deleted now")
                                       : tr("Nothing can be deleted now");
    else if (going == 1 && all == 1)
        title = tr("Delete %1?").arg(isolated(goingName));
    else if (what == Subject::Pools)
        title = tr("Delete %1 of the %n pools you selected?", nullptr, all)
                    .arg(locale().toString(going));
    else if (what == Subject::Pipes)
        title = tr("Delete %1 of the %n pipes you selected?", nullptr, all)
                    .arg(locale().toString(going));
    else
        title = tr("Delete %1 of the %n objects you selected?", nullptr, all)
                    .arg(locale().toString(going));
    const QString system = systemName(m_console, m_systemId);
    setHead(m_open > 0 ? State::Busy : State::Warning, title,
            m_open > 0
                ? tr("Asking %1…").arg(system)
                : tr("Deleting can't be undone. What is listed here was read from %1 just now.")
                      .arg(system));
    m_delete->setText(going == 1 ? tr("&Delete %1")
                                       .arg(fontMetrics()
                                                .elidedText(goingName, Qt::ElideMiddle, 240)
                                                .replace(u'&', u"&&"_s))
                                 : tr("&Delete"));
    m_delete->setEnabled(going > 0);
    m_request->setEnabled(!calls().isEmpty());
    m_request->setToolTip(going > 0 && calls().isEmpty()
                              ? tr("No method does this: it is a plain Delete of the object.")
                              : QString());
    showSpace();
}

void DeleteDialog::showSpace()
{
    QHash<CimPath, quint64> back;
    QList<CimPath> order;
    for (const Doomed &doomed : std::as_const(m_objects)) {
        if (!doomed.canGo())
            continue;
        const auto given = Deletion::returns(m_console.inventory, m_systemId, *doomed.way,
                                             doomed.path, doomed.links);
        for (const Deletion::Return &each : given) {
            if (!back.contains(each.pool))
                order.append(each.pool);
            back[each.pool] += each.amount;
        }
    }
    const StorageFacts facts(m_console.inventory, m_systemId);
    QList<BeforeAfterSource> bars;
    QStringList words;
    for (const CimPath &path : std::as_const(order)) {
        const Node *node = m_console.inventory.node(m_console.inventory.find(m_systemId, path));
        if (!node || !poolSpace(node->instance))
            continue;
        const PoolSpace space = poolSpace(m_console.inventory, *node);
        const quint64 amount = std::min(back.value(path), space.used);
        words.append(
            tr("%1 to %2").arg(formatAmount(amount, space.unit), isolated(facts.nameOf(path))));
        BeforeAfterSource bar{
            .name = facts.nameOf(path),
            .now = Capacity::of(space.used, space.total, space.lowMark, space.childUsed),
            .after = Capacity::of(space.used - amount, space.total, space.lowMark,
                                  space.childUsed - std::min(amount, space.childUsed))};
        bar.now.unit = space.unit;
        bar.after.unit = space.unit;
        bars.append(bar);
    }
    const bool storage = !m_objects.isEmpty() && m_objects.first().way
        && m_objects.first().way->nameSpace == Schema::iscsiTarget;
    m_spaceTitle->setText(storage ? tr("Space given back") : tr("Reservations given back"));
    m_space->setText(locale().createSeparatedList(words));
    m_bars->setSources(bars);
    m_spaceHead->setVisible(!bars.isEmpty());
    m_card->setVisible(!bars.isEmpty());
}

QString DeleteDialog::listText() const
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto line = [](const QStandardItem *parent, const QStandardItemModel *model, int at) {
            QStringList cells;
            for (int column = 0; column < 3; ++column)
                cells.append(
                    (parent ? parent->child(at, column) : model->item(at, column))->text());
            return cells.join(u'\t');
        };
        lines.append(line(nullptr, m_model, row));
        const QStandardItem *item = m_model->item(row);
        for (int child = 0; child < item->rowCount(); ++child)
            lines.append(u"  "_s + line(item, m_model, child));
    }
    return lines.join(u'\n');
}

QList<MethodCall> DeleteDialog::calls() const
{
    const Offers offers(m_console.inventory, m_console.connections, m_systemId);
    QList<MethodCall> calls;
    for (const Doomed &doomed : m_objects) {
        if (!doomed.canGo())
            continue;
        if (const auto call = Deletion::callFor(*doomed.way, doomed.path,
                                                offers.service(doomed.way->deed)))
            calls.append(*call);
    }
    return calls;
}

QList<CimPath> DeleteDialog::removals() const
{
    QList<CimPath> paths;
    for (const Doomed &doomed : m_objects) {
        if (doomed.canGo() && deedRow(doomed.way->deed).method.isEmpty())
            paths.append(doomed.path);
    }
    return paths;
}

void DeleteDialog::accept()
{
    const QList<MethodCall> wanted = calls();
    const QList<CimPath> plain = removals();
    if (m_committed || m_open > 0 || (wanted.isEmpty() && plain.isEmpty()))
        return;
    m_committed = true;
    DialogFrame::accept();
    Q_EMIT committed(m_systemId, wanted, plain);
}

} // namespace Cistern
