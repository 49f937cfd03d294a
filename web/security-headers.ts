import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * The console's pages load nothing from elsewhere, talk to nobody else and are framed by no one. `phoneOrigins`: where a
 * console that is a telephone signals to.
 */
export async function addSecurityHeaders(
  app: FastifyInstance,
  { secure, phoneOrigins }: { secure: boolean; phoneOrigins: readonly string[] },
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine writes its colour variables and component styles as <style> elements at run time
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...phoneOrigins],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(), geolocation=(), hid=(self), microphone=(self), payment=(), usb=()')
  })
}
