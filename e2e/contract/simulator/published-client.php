<?php
/**
 * Drives Paysera's published PHP client, unmodified, against the local Paysera. The client's folder and the address come as
 * arguments; whatever a browser or Paysera must do meanwhile is asked for on stdout, one JSON line, and answered on stdin.
 */
error_reporting(E_ALL & ~E_DEPRECATED);
[, $folder, $address] = $argv;
require $folder . '/src/Paysera/WalletApi/Autoloader.php';
Paysera_WalletApi_Autoloader::register();
$_SESSION = array();

function ask($what, $value)
{
    echo json_encode(array('ask' => $what, 'value' => $value)), "\n";
    return json_decode(fgets(STDIN), true);
}

function tell($what, $value)
{
    echo json_encode(array('tell' => $what, 'value' => $value)), "\n";
}

$router = new Paysera_WalletApi_Util_Router($address, $address . '/frontend');
$api = new Paysera_WalletApi('wkVd93h2uS', 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU', $router);
$returnTo = 'http://localhost:3000/connect?from=php';
$money = function ($amount) {
    return new Paysera_WalletApi_Entity_Money($amount, 'EUR');
};

// Sign in.
$consumer = $api->oauthConsumer();
$scopes = array('email', 'full_name', 'wallet_list', 'balance', 'statements', 'address', 'check_has_sufficient_balance');
$back = ask('visit', $consumer->getAuthorizationUri($scopes, $returnTo, null, 'lt'));
parse_str(parse_url($back, PHP_URL_QUERY), $parameters);
$token = $consumer->getOAuthAccessToken($parameters, $returnTo);
$ona = $api->walletClientWithToken($token);
$user = $ona->getUser();
tell('user', array($user->getId(), $user->getEmail(), $ona->getUserEmail(), $ona->getUserAddress()->getCity(), $ona->getUserIdentity()->getName()));
tell('balance', $ona->getWalletBalance()->getBalanceAtDisposalDecimal('EUR'));
tell('wallets', count($ona->getUserWallets()));
tell('wallet', $ona->getWallet()->getId());

// An access token that has expired is refreshed by the client itself.
ask('expire', $token->getMacId());
tell('refreshed', $ona->getUserEmail());
tell('new token', $ona->getCurrentAccessToken()->getMacId() !== $token->getMacId());

// A purchase on the page, with a verified callback.
$shop = $api->walletClient(array('project_id' => 100));
$payment = Paysera_WalletApi_Entity_Payment::create()
    ->addItem(Paysera_WalletApi_Entity_Item::create()->setTitle('Ąžuolinė dėžutė')->setPrice($money('12.90'))->setQuantity(2))
    ->setParameters(array('order' => 1042));
$created = $shop->createTransaction(
    Paysera_WalletApi_Entity_Transaction::create()
        ->addPayment($payment)
        ->setRedirectUri($returnTo)
        ->setCallbackUri(ask('callback address', null))
        ->setUseAllowance(false)
);
tell('created', array($created->getStatus(), count($created->getPayments()), (string) current($created->getPayments())->getPrice()));
ask('pay', $router->getTransactionConfirmationUri($created->getKey(), 'lt'));
$seen = array();
$dispatcher = new Paysera_WalletApi_EventDispatcher_EventDispatcher();
$dispatcher->addListener('transaction.reserved', function ($event) use (&$seen) {
    $seen[] = $event->getTransaction()->getKey();
});
$handler = $api->callbackHandler($dispatcher);
$received = ask('callback', null);
$handler->handle($received);
tell('callback verified', $seen === array($created->getKey()));
try {
    $handler->handle(array('event' => $received['event'] . ' ', 'sign' => $received['sign']));
    tell('forged callback', 'accepted');
} catch (Paysera_WalletApi_Exception_CallbackException $exception) {
    tell('forged callback', $exception->getMessage());
}
$confirmed = $shop->confirmTransaction($created->getKey());
tell('confirmed', array($confirmed->isStatusConfirmed(), $confirmed->isTypePage(), $confirmed->getWallet()));

// An allowance, used and cancelled.
$agreement = $shop->createTransaction(
    Paysera_WalletApi_Entity_Transaction::create()->setAllowance(
        Paysera_WalletApi_Entity_Allowance::create()
            ->setDescription('Quick pay')
            ->setMaxPrice($money('50'))
            ->addLimit(Paysera_WalletApi_Entity_Limit::create()->setMaxPrice($money('20'))->setPeriod(24))
            ->setValidFor(720)
    )
);
ask('pay', $router->getTransactionConfirmationUri($agreement->getKey()));
$shop->confirmTransaction($agreement->getKey());
$active = $ona->getActiveAllowance();
tell('allowance', array($active->isStatusActive(), (string) $active->getMaxPrice(), (string) $ona->getActiveAllowanceLimit()));
$order = function ($amount) use ($shop, $money) {
    return $shop->createTransaction(
        Paysera_WalletApi_Entity_Transaction::create()->addPayment(
            Paysera_WalletApi_Entity_Payment::create()->setDescription('Quick order')->setPrice($money($amount))->setFreezeFor(24)
        )
    );
};
$quick = $order('15.5');
tell('types', $shop->getAvailableTransactionTypes($quick->getKey(), 14471));
$reserved = $shop->acceptTransactionUsingAllowance($quick->getKey(), 14471);
tell('automatic', array($reserved->isStatusReserved(), $reserved->isTypeAutomatic()));
$charged = current($reserved->getPayments());
$shop->confirmTransaction($quick->getKey(), array(
    Paysera_WalletApi_Entity_TransactionPrice::create()->setPaymentId($charged->getId())->setPrice($money('10')),
));
$shop->extendFreezePeriod($charged->getId(), 48);
tell('finalized', array($shop->finalizePayment($charged->getId(), $money('8'))->isStatusDone(), (string) $shop->getPayment($charged->getId())->getPrice()));
try {
    $shop->acceptTransactionUsingAllowance($order('100')->getKey(), 14471);
    tell('over the limit', 'accepted');
} catch (Paysera_WalletApi_Exception_ResponseException $exception) {
    tell('over the limit', array($exception->getStatusCode(), $exception->getErrorCode()));
}
tell('cancelled', $shop->cancelAllowanceForWallet(14471)->isStatusInactive());

// By PIN, taken back, and paid back.
$pin = $order('1');
tell('pin', $shop->acceptTransactionUsingPin($pin->getKey(), 14471, '1234')->isTypePin());
tell('revoked', $shop->revokeTransaction($pin->getKey())->isStatusRevoked());
$refund = $order('2');
$shop->acceptTransactionUsingPin($refund->getKey(), Paysera_WalletApi_Entity_WalletIdentifier::create()->setEmail('ona@example.lt'), '1234');
$paid = current($shop->confirmTransaction($refund->getKey())->getPayments());
tell('canceled', $shop->cancelPayment($paid->getId())->isStatusCanceled());

// Statements, lists and the rest that maps answers.
$statements = $ona->getCurrentWalletStatements(Paysera_WalletApi_Entity_Statement_SearchFilter::create()->addCurrency('EUR'));
$list = iterator_to_array($statements);
tell('statements', array($statements->getTotal(), current($list)->getDirection(), current($list)->getDetails()));
tell('shop statements', count(iterator_to_array($shop->getWalletStatements(5000))) > 0);
tell('project', $shop->getProject(100)->getTitle());
tell('client', $shop->getClient()->getId());
tell('contacts', array_keys($shop->getWalletsByContacts(array('ona@example.lt'))));
$api->oauthClient()->revokeAccessToken($ona->getCurrentAccessToken()->getMacId());
try {
    $ona->getUserEmail();
    tell('revoked token', 'accepted');
} catch (Paysera_WalletApi_Exception_ResponseException $exception) {
    tell('revoked token', $exception->getErrorCode());
}
tell('end', true);
