// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/deletedialog.h"

#include "models/storagefacts.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "ui/text/presentation.h"
#include "ui/text/units.h"
#include "ui/widgets/beforeafter.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/icons.h"
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

namespace {
CimPath end(const CimInstance &link, QStringView role)
{
    const CimPath *path = link.value(role).toPath();
    return path ? *path : CimPath();
}

bool isPoolPath(const CimPath &path)
{
    return Schema::isA(path.nameSpace(), path.className(), u"CIM_StoragePool");
}

} // namespace

QList<CimPath> DeleteDialog::Doomed::users() const
{
    QList<CimPath> found;
    for (const CimInstance &link : links) {
        if (end(link, u"Antecedent") == path)
            found.append(end(link, u"Dependent"));
    }
    return found;
}

bool DeleteDialog::Doomed::canGo() const
{
    return instance && linksRead && users().isEmpty()
        && !(instance->value(u"Primordial").toBool().value_or(false));
}

DeleteDialog::DeleteDialog(const Console &console, const QString &systemId,
                           const QList<CimPath> &objects, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_systemId(systemId)
    , m_view(new QTreeView(this))
    , m_model(new QStandardItemModel(this))
    , m_spaceHead(new QWidget(this))
    , m_space(new Label(Label::Kind::Grey, QString(), m_spaceHead))
    , m_card(new Card(this))
    , m_bars(new BeforeAfter(m_card))
{
    const bool pools = !objects.isEmpty() && isPoolPath(objects.first());
    setWindowTitle((pools ? tr("Delete %n pools – %1", nullptr, int(objects.size()))
                          : tr("Delete %n volumes or extents – %1", nullptr, int(objects.size())))
                       .arg(systemName()));
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("What happens"));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setItemDelegate(new StateDelegate(StateDelegate::Layout::Plain, m_view));
    m_view->setAllColumnsShowFocus(true);
    m_view->setTabKeyNavigation(false);
    content()->addWidget(m_view, 1);
    auto *copy = new LinkButton(tr("Copy this &list"), this);
    copy->setFlush(true);
    content()->addWidget(copy, 0, Qt::AlignLeading);

    auto *spaceRow = new QHBoxLayout(m_spaceHead);
    spaceRow->setContentsMargins(0, 8, 0, 0);
    spaceRow->setSpacing(8);
    spaceRow->addWidget(new Label(Label::Kind::Heading, tr("Space given back"), m_spaceHead));
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

    for (const CimPath &path : objects)
        m_objects.append(
            {.path = path, .isPool = isPoolPath(path), .instance = {}, .failure = {}, .links = {}});
    for (int i = 0; i < m_objects.size(); ++i)
        read(i);
    showAll();
}

QString DeleteDialog::systemName() const
{
    const ConnectionSpec *spec = m_console.book.find(m_systemId);
    return spec ? spec->name : m_systemId;
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
    Wsman::AssociationFilter filter;
    filter.object = m_objects.at(index).path;
    filter.links = true;
    filter.resultClass = u"CIM_AllocatedFromStoragePool"_s;
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
    if (m_open > 0)
        return tr("Asking %1…").arg(systemName());
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
        return tr("Stays: %1 refuses while %n objects use it", nullptr, users).arg(systemName());
    return tr("Deleted. Nothing uses it");
}

void DeleteDialog::showAll()
{
    const StorageFacts facts(m_console.inventory, m_systemId);
    m_model->clear();
    m_model->setHorizontalHeaderLabels(
        {m_objects.isEmpty() || m_objects.first().isPool ? tr("Pool") : tr("Name"), tr("Size"),
         tr("What happens")});
    m_model->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto row = [](const QString &icon, const QString &name, quint64 size,
                        const QString &what) {
        auto *nameItem = new QStandardItem(name);
        nameItem->setData(icon, IconRole);
        auto *sizeItem = new QStandardItem(size > 0 ? formatSize(size) : QString());
        sizeItem->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        return QList<QStandardItem *>{nameItem, sizeItem, new QStandardItem(what)};
    };
    int going = 0;
    QString goingName;
    for (const Doomed &doomed : std::as_const(m_objects)) {
        const QString name = doomed.instance ? StorageFacts::nameOf(*doomed.instance)
                                             : facts.nameOf(doomed.path);
        const auto items = row(iconName(doomed.path), name,
                               doomed.instance ? StorageFacts::sizeOf(*doomed.instance) : 0,
                               whatHappens(doomed));
        items.first()->setFont(scaledFont(font(), 1.0, true));
        items.last()->setData(doomed.canGo() ? u"delete"_s : u"stop"_s, IconRole);
        if (m_open == 0 && doomed.canGo()) {
            ++going;
            goingName = name;
        }
        for (const CimPath &user : doomed.users()) {
            const Node *node = m_console.inventory.node(m_console.inventory.find(m_systemId, user));
            items.first()->appendRow(row(
                iconName(user), facts.nameOf(user), node ? StorageFacts::sizeOf(node->instance) : 0,
                kindText(presentationOf(user.nameSpace(), user.className(), Variant::Child))));
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
    const bool pools = m_objects.isEmpty() || m_objects.first().isPool;
    QString title;
    if (m_open > 0)
        title = tr("Reading what a delete would do");
    else if (going == 0)
        title = pools ? tr("No pool can be deleted now") : tr("Nothing can be deleted now");
    else if (going == 1 && all == 1)
        title = tr("Delete %1?").arg(isolated(goingName));
    else
        title = pools ? tr("Delete %1 of the %n pools you selected?", nullptr, all)
                            .arg(locale().toString(going))
                      : tr("Delete %1 of the %n objects you selected?", nullptr, all)
                            .arg(locale().toString(going));
    setHead(m_open > 0 ? State::Busy : State::Warning, title,
            m_open > 0
                ? tr("Asking %1…").arg(systemName())
                : tr("Deleting can't be undone. What is listed here was read from %1 just now.")
                      .arg(systemName()));
    m_delete->setText(going == 1 ? tr("&Delete %1")
                                       .arg(fontMetrics()
                                                .elidedText(goingName, Qt::ElideMiddle, 240)
                                                .replace(u'&', u"&&"_s))
                                 : tr("&Delete"));
    m_delete->setEnabled(going > 0);
    m_request->setEnabled(going > 0);
    showSpace();
}

void DeleteDialog::showSpace()
{
    const StorageFacts facts(m_console.inventory, m_systemId);
    QHash<CimPath, quint64> back;
    for (const Doomed &doomed : std::as_const(m_objects)) {
        if (!doomed.canGo())
            continue;
        for (const CimInstance &link : doomed.links) {
            if (end(link, u"Dependent") == doomed.path)
                back[end(link, u"Antecedent")] +=
                    link.value(u"SpaceConsumed").toUnsigned().value_or(0);
        }
    }
    QList<BeforeAfterSource> bars;
    QStringList words;
    for (const PoolFacts &pool : facts.pools()) {
        const quint64 bytes = back.value(pool.path);
        if (bytes == 0)
            continue;
        words.append(tr("%1 to %2").arg(formatSize(bytes), isolated(pool.name)));
        bars.append({.name = pool.name,
                     .now = Capacity::of(pool.used(), pool.total, pool.lowMark, pool.heldByPools),
                     .after = Capacity::of(pool.used() - std::min(bytes, pool.used()), pool.total,
                                           pool.lowMark,
                                           pool.heldByPools - std::min(bytes, pool.heldByPools))});
    }
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
    const CimPath service = StorageFacts(m_console.inventory, m_systemId).service();
    QList<MethodCall> calls;
    for (const Doomed &doomed : m_objects) {
        if (!doomed.canGo())
            continue;
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            doomed.isPool ? QStringView(u"DeleteStoragePool")
                                                          : QStringView(u"ReturnToStoragePool")),
                        service);
        call.setArgument(doomed.isPool ? QStringView(u"Pool") : QStringView(u"TheElement"),
                         CimValue::reference(doomed.path));
        calls.append(call);
    }
    return calls;
}

void DeleteDialog::accept()
{
    const QList<MethodCall> wanted = calls();
    if (m_committed || m_open > 0 || wanted.isEmpty())
        return;
    m_committed = true;
    DialogFrame::accept();
    Q_EMIT committed(m_systemId, wanted);
}

} // namespace Cistern
