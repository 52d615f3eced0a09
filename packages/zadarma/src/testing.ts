export {
  sampleInboundCall,
  sampleOutboundCall,
  type SampleCallOptions,
  type SampleEnd,
  type SampleInboundCall,
  type SampleOutboundCall,
} from './testing/sample-calls.ts';
export { signDelivery, type Delivery, type DeliveryFields, type SignDeliveryOptions } from './testing/sign-delivery.ts';
