@D16 @wip
Feature: D16 No advertising, and nothing to advertisers
  No recipient of that kind can be set up, and no page asks a third party.

  Scenario: An advertiser as recipient
    When an operator tries to register an advertising network as a recipient
    Then it is refused, and no page of any application asks another host
